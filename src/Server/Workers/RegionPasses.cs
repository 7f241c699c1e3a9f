using Domicile.Ledger;
using Domicile.Ledger.Audit.Documents.Due;
using Domicile.Ledger.Central;
using Domicile.Ledger.CrossShard;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Privacy.Erasure;
using Domicile.Sharding.Routing;

namespace Domicile.Server.Workers;

/// <summary>Every pass that a region's server runs, and how often: the contents of the background work.</summary>
internal static class RegionPasses
{
    /// <summary>Commits of other processes are not told to this one.</summary>
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);

    /// <summary>For what is done once a day: a new day is noticed within this time.</summary>
    private static readonly TimeSpan Daily = TimeSpan.FromMinutes(10);

    private static readonly LegLimits LegLimits = new() { RegionWait = TimeSpan.FromSeconds(1) };

    /// <summary>What brings transfers to their end, for one host of passes.</summary>
    public static LegWork LegsOf(RegionLedger ledger, RegionQueues queues) =>
        ledger.CreateLegWork(queues.Regions, LegLimits);

    /// <summary>All of them; each host has its own, which live as long as it.</summary>
    public static IEnumerable<HostedPass> Of(RegionLedger ledger, RegionQueues queues, LegWork legs)
    {
        foreach (var hosted in ledger.Router.Shards.SelectMany(shard => OfShard(shard, ledger, queues, legs)))
        {
            yield return hosted;
        }

        var notices = ledger.ErasureWork.CreateNoticePass(queues.Regions);
        yield return new HostedPass(notices, ledger.Router.Region, null, Floor);
        yield return new HostedPass(
            ledger.ErasureWork.CreatePass(), ledger.Router.Region, ledger.Signals.Listen(ErasureWork.Signal), Floor);
        foreach (var pass in ledger.Retention.OfRegion.Append(ledger.Documents.Retention).OfType<IPass>())
        {
            yield return new HostedPass(pass, ledger.Router.Region, null, Daily);
        }

        if (ledger.Rotation is { } rotation)
        {
            yield return new HostedPass(rotation, ledger.Router.Region, null, Daily);
        }

        foreach (var client in ledger.Audit?.Institutions ?? [])
        {
            var name = $"{ledger.Router.Region}/{client.Institution.Name}";
            yield return new HostedPass(ledger.Audit!.Packages(client), name, null, Floor) { BringsDocuments = true };
            yield return new HostedPass(ledger.Audit.Delivery(client), name, null, Floor) { BringsDocuments = true };
        }

        if (legs.Region is { } region)
        {
            yield return new HostedPass(region, ledger.Router.Region, null, TimeSpan.Zero);
        }

        if (queues is { CentralWork: { } work, CentralWriter: { } writer })
        {
            yield return new HostedPass(new CentralWork(work, writer), "central", null, TimeSpan.Zero);
        }
    }

    private static IEnumerable<HostedPass> OfShard(
        Shard shard, RegionLedger ledger, RegionQueues queues, LegWork legs)
    {
        yield return Woken(legs.Legs(shard), shard, ledger);
        yield return new HostedPass(legs.Resend(shard), shard.FullName, null, Floor);
        yield return new HostedPass(new OutboxTrim(shard), shard.FullName, null, Floor);
        yield return Woken(new DuePass(shard), shard, ledger);
        if (ledger.Documents.Pass(shard) is { } documents)
        {
            yield return Woken(documents, shard, ledger);
        }

        if (queues.ToCentral is { } central)
        {
            yield return Woken(new FiguresRelay(shard, ledger.Gate, central, ledger.Time), shard, ledger);
            yield return new HostedPass(
                new FiguresResend(shard, ledger.Gate, central, queues.Central), shard.FullName, null, Floor);
        }

        foreach (var pass in ledger.Retention.OfShard(shard))
        {
            yield return new HostedPass(pass, shard.FullName, null, Daily);
        }
    }

    private static HostedPass Woken(IPass pass, Shard shard, RegionLedger ledger) =>
        new(pass, shard.FullName, ledger.Signals.Listen(shard.Name), Floor);
}
