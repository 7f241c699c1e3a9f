namespace Domicile.Ledger.Messages;

/// <summary>
/// What a batch of rows of one shard's outbox comes to; for the central database. Shard, epoch and batch number are
/// given once and kept until the centre has them, so that each batch counts once, in whatever order they come.
/// </summary>
/// <param name="Shard">Such as <c>eu/s1</c>.</param>
/// <param name="Batch">1 for the first one of the epoch, and on without gaps.</param>
/// <param name="Total">Rows in all batches of the epoch up to this one.</param>
/// <param name="Xid">With the position, the last row of the batch.</param>
/// <param name="AsOf">What was booked by then is in this batch or one before, as far as it had ended.</param>
/// <param name="Waiting">Rows that were in the outbox behind this batch.</param>
/// <param name="UsersOpened">Users that were made.</param>
public sealed record FiguresMessage(
    string Shard,
    int Epoch,
    long Batch,
    long Total,
    ulong Xid,
    long Position,
    DateTimeOffset AsOf,
    long Waiting,
    long UsersOpened,
    IReadOnlyList<FiguresLine> Lines) : Message;
