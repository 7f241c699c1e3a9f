using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Register;

/// <summary>One line of the erasure register: this user's personal data must be gone.</summary>
/// <param name="Number">From 1, without gaps, in the order in which it was decided.</param>
/// <param name="RegisteredAt">The point of no return, UTC.</param>
public sealed record RegisteredErasure(long Number, UserId User, DateTimeOffset RegisteredAt);
