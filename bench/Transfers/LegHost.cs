using System.Collections.Concurrent;
using Domicile.Ledger;
using Domicile.Ledger.CrossShard;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Routing;

namespace Domicile.Bench.Transfers;

/// <summary>Runs the legs passes of both shards as a server does, and notes when each transfer ended.</summary>
internal sealed class LegHost : IAsyncDisposable
{
    private static readonly TimeSpan HeldBackPause = TimeSpan.FromMilliseconds(20);

    private readonly RegionLedger ledger;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> loops;

    public LegHost(RegionLedger ledger, TimeProvider time)
    {
        (this.ledger, this.time) = (ledger, time);
        ledger.Watch.Heard = Note;
        var work = ledger.CreateLegWork(
            new Dictionary<string, IMessageQueue>(StringComparer.Ordinal), new LegLimits());
        loops = [.. ledger.Router.Shards.Select(shard => RunAsync(work, shard))];
    }

    /// <summary>When each transfer came to its end, by the clock's time stamps.</summary>
    public ConcurrentDictionary<Guid, long> Ends { get; } = new();

    /// <summary>Throws what a pass failed with: then nothing comes to its end any more.</summary>
    public async Task CheckAsync()
    {
        foreach (var loop in loops.Where(loop => loop.IsCompleted))
        {
            await loop;
        }
    }

    public async ValueTask DisposeAsync()
    {
        ledger.Watch.Heard = null;
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        stop.Dispose();
    }

    private void Note(Guid transferId) => Ends.TryAdd(transferId, time.GetTimestamp());

    private async Task RunAsync(LegWork work, Shard shard)
    {
        var pass = work.Legs(shard);
        var signal = ledger.Signals.Listen(shard.Name);
        try
        {
            while (true)
            {
                var result = await pass.RunAsync(stop.Token);
                if (!result.MoreWaiting)
                {
                    var pause = result.IsHeldBack ? HeldBackPause : TimeSpan.FromSeconds(1);
                    await signal.WaitAsync(pause, time, stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The measurement is over.
            return;
        }
    }
}
