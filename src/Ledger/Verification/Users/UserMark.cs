namespace Domicile.Ledger.Verification.Users;

/// <summary>That a user is somewhere: in the register, or on a shard.</summary>
/// <param name="Number">The user's number.</param>
/// <param name="CreationId">The creation that the place knows the user by.</param>
/// <param name="Shard">
/// The shard's name within the region: where the user is, or where the register placed the user.
/// </param>
/// <param name="Origin">Who says so.</param>
internal sealed record UserMark(long Number, Guid CreationId, string Shard, UserMarkOrigin Origin);
