namespace Domicile.Ledger.Outbox;

/// <summary>
/// A place in one shard's outbox: that of the last row read. Places are compared in this order of their parts.
/// </summary>
/// <param name="Epoch">The shard's generation when the row was written.</param>
/// <param name="Xid">The transaction that wrote it.</param>
/// <param name="Position">The row's own number.</param>
public readonly record struct OutboxCursor(int Epoch, ulong Xid, long Position);
