using Domicile.Ledger.Messages;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Central;

/// <summary>
/// Asks the centre what it has of one shard: forgets that, sends again what it should have had by now, and says how
/// the stream stands while nothing happens. So a queue may lose everything. To be run every second or so; one
/// run at a time.
/// </summary>
/// <param name="shard">Whose figures they are.</param>
/// <param name="gate">What leaves the shard passes it first.</param>
/// <param name="queue">The queue <c>central</c>.</param>
/// <param name="central">
/// The central database, as a role that may read it; null where there is no way to it, and the centre tells what it has
/// by messages to the region's queue instead.
/// </param>
public sealed class FiguresResend(Shard shard, StandbyGate gate, IMessageQueue queue, NodePool? central) : IPass
{
    private const int MessagesPerSend = 50;

    private readonly FiguresOutbox outbox = new(shard);

    // The oldest batch that the shard had at the last look: whatever was before it is gone, for as long as the shard is
    // of the same epoch.
    private (int ShardEpoch, int Epoch, long Batch) oldestSeen;

    public string Name => "figures-resend";

    /// <summary>A batch that the centre has not got after this long is sent again.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(5);

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var epoch = shard.Epoch;
        if (oldestSeen.ShardEpoch != epoch)
        {
            oldestSeen = (epoch, 0, 0);
        }

        var (done, seen) = await AcknowledgeAsync(cancellation);
        var late = await outbox.ReadAsync(seen, MessagesPerSend, After, cancellation);
        var standing = await outbox.StandingAsync(cancellation);

        // Where nobody here knows what the centre has, the newest batch that it was told of is late for ever.
        IReadOnlyList<Message> messages = late.Count == 0 ? [standing] : central is null ? [.. late, standing] : late;
        if (!await gate.WaitAsync(shard, epoch, cancellation))
        {
            return new PassResult(done, MoreWaiting: false);
        }

        await queue.SendAsync([.. messages.Select(MessageForm.Write)], cancellation);
        return new PassResult(done + late.Count, MoreWaiting: false);
    }

    /// <summary>Forgets what the centre has, and says up to where that is.</summary>
    private async Task<(int Count, (int Epoch, long Batch) Seen)> AcknowledgeAsync(CancellationToken cancellation)
    {
        IReadOnlyList<FiguresSeen> streams = central is null
            ? []
            : await FiguresSight.ReadAsync(central, shard.FullName, cancellation);
        var count = 0L;
        foreach (var stream in streams)
        {
            var first = stream.Epoch == oldestSeen.Epoch ? oldestSeen.Batch : 0;
            count += await outbox.AcknowledgeAsync(stream, first, cancellation);
        }

        // What is left of an older epoch is sent before anything of the newest.
        var before = (oldestSeen.Epoch, oldestSeen.Batch - 1);
        var oldest = await outbox.ReadAsync(before, 1, TimeSpan.Zero, cancellation);
        if (oldest.Count > 0)
        {
            oldestSeen = oldestSeen with { Epoch = oldest[0].Epoch, Batch = oldest[0].Batch };
        }

        var seen = streams.LastOrDefault(stream => oldest.Count > 0 && stream.Epoch == oldest[0].Epoch);
        return ((int)count, seen is null ? default : (seen.Epoch, seen.Batch));
    }
}
