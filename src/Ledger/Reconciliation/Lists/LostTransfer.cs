namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>A transfer that one list has and the other has not, or not so.</summary>
/// <param name="MinorUnits">The amount in whole minor units of the asset.</param>
/// <param name="BookedAt">When the side that is there was booked.</param>
/// <param name="LostBy">
/// The region whose book has lost its side, and where it is to be booked again; null when a person has to look.
/// </param>
/// <param name="LostSide"><c>payer</c> or <c>payee</c>; null with <paramref name="LostBy"/>.</param>
/// <param name="Text">What is different, who is right, and what to do.</param>
public sealed record LostTransfer(
    Guid TransferId,
    string Payer,
    string Payee,
    string Asset,
    long MinorUnits,
    DateTimeOffset EffectiveAt,
    DateTimeOffset BookedAt,
    string? LostBy,
    string? LostSide,
    string Text);
