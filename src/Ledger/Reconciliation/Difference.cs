namespace Domicile.Ledger.Reconciliation;

/// <summary>A transfer that one book has and the other has not, or not so.</summary>
/// <param name="MinorUnits">The amount in whole minor units of the asset.</param>
/// <param name="Text">What was different, and what was done.</param>
/// <param name="IsBooked">True when it was booked again where it was missing; false when a person has to look.</param>
public sealed record Difference(
    Guid TransferId, string Payer, string Payee, string Asset, long MinorUnits, string Text, bool IsBooked);
