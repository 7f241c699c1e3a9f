using Domicile.Ledger;
using Domicile.Ledger.Central;
using Domicile.Ledger.Outbox;
using Domicile.Sharding.Routing;

namespace Domicile.Server.Workers;

/// <summary>Every pass that a region's server runs, and how often: the contents of the background work.</summary>
internal static class RegionPasses
{
    /// <summary>Commits of other processes are not told to this one.</summary>
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);

    public static IEnumerable<HostedPass> Of(RegionLedger ledger, RegionQueues queues, TimeProvider time)
    {
        foreach (var shard in ledger.Router.Shards)
        {
            yield return new HostedPass(new OutboxTrim(shard), shard.FullName, null, Floor);
            foreach (var pass in queues.AreKnown ? Figures(shard, ledger, queues, time) : [])
            {
                yield return pass;
            }
        }

        if (queues is { CentralWork: { } work, CentralWriter: { } writer })
        {
            yield return new HostedPass(new CentralWork(work, writer), "central", null, TimeSpan.Zero);
        }
    }

    private static IEnumerable<HostedPass> Figures(
        Shard shard, RegionLedger ledger, RegionQueues queues, TimeProvider time)
    {
        yield return new HostedPass(
            new FiguresRelay(shard, ledger.Gate, queues.ToCentral, time),
            shard.FullName,
            ledger.Signals.Listen(shard.Name),
            Floor);
        yield return new HostedPass(
            new FiguresResend(shard, ledger.Gate, queues.ToCentral, queues.Central), shard.FullName, null, Floor);
    }
}
