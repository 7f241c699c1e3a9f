namespace Domicile.Ledger.Reconciliation;

/// <summary>What a reconciliation found.</summary>
/// <param name="ComparedCount">Sides of transfers between users that were compared.</param>
public sealed record ReconciliationReport(long ComparedCount, IReadOnlyList<Difference> Differences);
