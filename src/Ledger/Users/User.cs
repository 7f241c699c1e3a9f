using Domicile.Sharding.Users;

namespace Domicile.Ledger.Users;

/// <summary>A user of this region, as the user's shard knows it.</summary>
/// <param name="Id">Given once, for ever.</param>
/// <param name="CreatedAt">When the book was opened, UTC.</param>
/// <param name="Details">Decrypted.</param>
public sealed record User(UserId Id, DateTimeOffset CreatedAt, PersonalDetails Details)
{
    /// <summary>Since when nothing may move to or from the book; null when it may.</summary>
    public DateTimeOffset? RestrictedAt { get; init; }
}
