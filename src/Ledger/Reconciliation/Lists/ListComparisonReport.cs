namespace Domicile.Ledger.Reconciliation.Lists;

/// <summary>What a comparison of lists found.</summary>
/// <param name="ComparedCount">Sides that were compared.</param>
/// <param name="FoldedCount">
/// Sides whose other one may have been folded: nobody can tell any more whether it was there.
/// </param>
/// <param name="YoungCount">
/// Sides that were booked when the other list was made already: list again, later, and compare again.
/// </param>
/// <param name="MissingLists">Lists that have no other to be compared with, such as <c>us with eu</c>.</param>
/// <param name="Differences">What stands on one side only, or differently.</param>
public sealed record ListComparisonReport(
    long ComparedCount,
    long FoldedCount,
    long YoungCount,
    IReadOnlyList<string> MissingLists,
    IReadOnlyList<LostTransfer> Differences)
{
    /// <summary>True when everything was compared and agrees.</summary>
    public bool Agrees => YoungCount == 0 && MissingLists.Count == 0 && Differences.Count == 0;
}
