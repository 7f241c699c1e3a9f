namespace Domicile.Ledger.Central;

/// <summary>What cutting a batch of figures came to.</summary>
/// <param name="RowCount">Rows of the outbox in it; 0 when none was cut.</param>
/// <param name="MoreWaiting">True when the next one can be cut at once.</param>
/// <param name="HeldBack">True when rows wait for a transaction that has not ended, or another is at it.</param>
internal readonly record struct FiguresCut(long RowCount, bool MoreWaiting, bool HeldBack);
