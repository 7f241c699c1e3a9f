using Domicile.Sharding.Users;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>A leg as it is handed to the payee's shard, with what the payee's region knows of it.</summary>
/// <param name="EffectiveAt">The date that it counts for, the same in both books.</param>
/// <param name="IsAccepted">False when the payee's region does not know the asset with the payer's scale.</param>
internal sealed record IncomingLeg(
    Guid TransferId,
    UserId Payer,
    UserId Payee,
    string Asset,
    long MinorUnits,
    DateTimeOffset EffectiveAt,
    bool IsAccepted)
{
    /// <summary>The free text, sealed with the payee's key; null for none.</summary>
    public byte[]? SealedReference { get; init; }
}
