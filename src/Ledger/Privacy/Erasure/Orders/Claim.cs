using Domicile.Ledger.Privacy.Erasure.Books;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Erasure.Orders;

/// <summary>What a claim code was good for.</summary>
/// <param name="User">The bare id that the money stood under.</param>
/// <param name="Paid">Paid out now; empty when nothing was left.</param>
public sealed record Claim(UserId User, IReadOnlyList<PaidOut> Paid);
