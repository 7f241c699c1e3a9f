namespace Domicile.Ledger.Central.World;

/// <summary>How far the figures of one shard have come.</summary>
/// <param name="Batch">Every batch up to this one is in the figures.</param>
/// <param name="Xid">With the position, the batch's last row in the shard's outbox.</param>
/// <param name="AsOf">What was booked by then is in the figures; null when nothing came yet.</param>
/// <param name="BehindMessages">Rows of the outbox that are not in the figures, as far as the shard told.</param>
/// <param name="Behind">How long ago that was.</param>
public sealed record StreamFigures(
    string Shard,
    int Epoch,
    long Batch,
    ulong Xid,
    long Position,
    DateTimeOffset? AsOf,
    long BehindMessages,
    TimeSpan? Behind);
