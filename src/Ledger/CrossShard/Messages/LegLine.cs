namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>One transfer under way between two regions.</summary>
/// <param name="Payer">A user id of the region that sends.</param>
/// <param name="Payee">A user id of the region that receives.</param>
/// <param name="Scale">The payer's region's decimals of the asset: the payee's must have the same.</param>
/// <param name="EffectiveAt">The date that it counts for.</param>
/// <param name="SentAt">When it left the payer's wallet.</param>
/// <param name="PostingNumber">The posting in the payer's book.</param>
public sealed record LegLine(
    Guid TransferId,
    string Payer,
    string Payee,
    string Asset,
    int Scale,
    long MinorUnits,
    DateTimeOffset EffectiveAt,
    DateTimeOffset SentAt,
    long PostingNumber);
