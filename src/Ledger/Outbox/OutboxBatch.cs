namespace Domicile.Ledger.Outbox;

/// <summary>What one reading of an outbox found.</summary>
/// <param name="Rows">Those of the types that the reader is for, in the order of the outbox.</param>
/// <param name="End">The last row looked at: where to advance to. Where the reading began when there was none.</param>
/// <param name="ScannedCount">Rows looked at.</param>
/// <param name="MoreWaiting">True when a next reading would find rows at once.</param>
/// <param name="HeldBack">True when rows are there that must wait for a transaction which has not ended.</param>
public sealed record OutboxBatch(
    IReadOnlyList<OutboxRow> Rows, OutboxCursor End, int ScannedCount, bool MoreWaiting, bool HeldBack);
