using Domicile.Sharding.Users;

namespace Domicile.Ledger.CrossShard;

/// <summary>
/// A transfer that left its payer's wallet and waits for what the payee's side says: what is told of it to that side.
/// </summary>
/// <param name="EffectiveAt">The date that it counts for, the same in both books.</param>
/// <param name="SentAt">When it left the wallet.</param>
/// <param name="SealedReference">
/// The free text, sealed with the payer's key; null for none. Never leaves the region.
/// </param>
internal sealed record Leg(
    Guid TransferId,
    UserId Payer,
    UserId Payee,
    string Asset,
    long MinorUnits,
    DateTimeOffset EffectiveAt,
    DateTimeOffset SentAt,
    long PostingNumber,
    byte[]? SealedReference);
