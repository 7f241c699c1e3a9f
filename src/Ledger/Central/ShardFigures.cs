using Domicile.Ledger.Messages;

namespace Domicile.Ledger.Central;

/// <summary>What the books of one shard come to, up to the last batch that was cut of its outbox.</summary>
/// <param name="Batch">0 when none was cut in this epoch.</param>
/// <param name="Total">Rows in all batches of the epoch.</param>
/// <param name="Lines">Those with a figure in them, by peer, asset and day.</param>
internal sealed record ShardFigures(
    string Shard,
    int Epoch,
    long Batch,
    long Total,
    ulong Xid,
    long Position,
    DateTime AsOf,
    long Users,
    IReadOnlyList<FiguresLine> Lines);
