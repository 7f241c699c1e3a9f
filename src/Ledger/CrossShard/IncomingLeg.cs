using Domicile.Sharding.Users;

namespace Domicile.Ledger.CrossShard;

/// <summary>A leg as it is handed to the payee's shard: routed, and with what the payee's region knows of it.</summary>
/// <param name="RangeId">The payee's range, as the router believes.</param>
/// <param name="IsAccepted">False when the payee's region does not know the asset with the payer's scale.</param>
/// <param name="SealedReference">The free text, sealed with the payee's key; null for none.</param>
internal sealed record IncomingLeg(
    Guid TransferId,
    UserId Payer,
    UserId Payee,
    int RangeId,
    string Asset,
    long MinorUnits,
    DateTimeOffset EffectiveAt,
    bool IsAccepted,
    byte[]? SealedReference);
