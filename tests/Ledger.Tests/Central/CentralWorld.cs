using System.Diagnostics;
using Domicile.Ledger.Central;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Queue;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Local.Queue;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Central;

/// <summary>A region of two shards that feeds a central database through a queue, all passes stepped by hand.</summary>
internal sealed class CentralWorld : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LocalQueue sender;
    private readonly LocalQueue receiver;
    private readonly NodePool reader;
    private readonly NodePool writer;

    private CentralWorld(DeskRegion region, TestDatabase central, TestDatabase queue)
    {
        (Region, CentralDatabase) = (region, central);
        var limits = new QueueLimits { Visibility = TimeSpan.FromMilliseconds(300) };
        sender = new LocalQueue("central", queue.Regions["eu"], limits, TimeProvider.System);
        receiver = new LocalQueue("central", queue.Server, limits, TimeProvider.System);
        reader = central.Regions["eu"].Open("central-test", 4);
        writer = central.Server.Open("central-test-work", 4);
        Relays = [.. Shards.Select(shard => Relay(shard, sender))];
        Resends = [.. Shards.Select(shard => new FiguresResend(shard, region.Ledger.Gate, sender, reader)
        {
            After = TimeSpan.Zero,
        })];
        Work = WorkOf(receiver);
    }

    public DeskRegion Region { get; }

    public TestDatabase CentralDatabase { get; }

    public IMessageQueue Queue => receiver;

    public IReadOnlyList<Shard> Shards => [.. Region.Ledger.Router.Shards.OrderBy(shard => shard.Name)];

    public IReadOnlyList<FiguresRelay> Relays { get; }

    public IReadOnlyList<FiguresResend> Resends { get; }

    public CentralWork Work { get; }

    /// <summary>What a region's role may do there.</summary>
    public NodePool Reader => reader;

    public NodePool Writer => writer;

    public static async Task<CentralWorld> CreateAsync()
    {
        var central = await TestNode.CreateWorldDatabaseAsync();
        var queue = await TestNode.CreateWorldDatabaseAsync();
        string[] guests = [central.Server.User, .. central.Regions.Values.Select(address => address.User)];
        var runs = await new FleetMigrator("tests").RunAsync(
            [
                new MigrationTarget("central", central.Owner, [LedgerSchema.Central], guests),
                new MigrationTarget("queue", queue.Owner, [QueueSchema.Queue], guests),
            ],
            DeskRegion.Token);
        Assert.All(runs, run => Assert.Null(run.Failure));
        var region = await DeskRegion.CreateAsync();
        await region.Ledger.Router.ReloadAsync(DeskRegion.Token);
        return new CentralWorld(region, central, queue);
    }

    public FiguresRelay Relay(Shard shard, IMessageQueue queue, int rowsPerBatchMax = 7) =>
        new(shard, Region.Ledger.Gate, queue, TimeProvider.System) { RowsPerBatchMax = rowsPerBatchMax };

    public CentralWork WorkOf(IMessageQueue queue) => new(queue, writer) { Wait = TimeSpan.Zero };

    /// <summary>Money from outside to somebody of the first shard, between two of it, and out again.</summary>
    public async Task MoveAsync(int count)
    {
        var users = await Region.UsersOfOneShardAsync(2);
        for (var i = 0; i < count; i++)
        {
            await Region.FundAsync(users[0], "10.00");
            Assert.True((await Region.PostAsync(DeskRegion.Order(users[0], users[1], "3.00"))).IsDone);
            Assert.True((await Region.PostAsync(DeskRegion.Order(users[1], Party.External, "1.00"))).IsDone);
        }
    }

    /// <summary>Steps everything until the centre has all that is cut, and nothing is left to cut.</summary>
    public async Task DrainAsync()
    {
        var patience = Stopwatch.StartNew();
        while (!await IsDrainedAsync())
        {
            Assert.True(patience.Elapsed < Patience, "the centre did not get everything");
            foreach (var pass in Relays.Concat<IPass>(Resends).Append(Work))
            {
                await pass.RunAsync(DeskRegion.Token);
            }
        }
    }

    /// <summary>All figures as text, a line each, to compare.</summary>
    public Task<string> FiguresAsync() => TestSql.ScalarAsync<string>(
        CentralDatabase.Owner,
        """
        select coalesce(string_agg(l, E'\n' order by l), '') from (
            select format('%s %s %s %s in %s %s out %s %s flight %s %s', shard, peer, asset, day, in_count,
                in_sum::text, out_count, out_sum::text, flight_count, flight_sum::text) as l
            from central.day_figure where in_count <> 0 or out_count <> 0 or flight_count <> 0
            union all
            select format('%s users %s', shard, users) from central.shard_users where users <> 0) f
        """);

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await receiver.DisposeAsync();
        await reader.DisposeAsync();
        await writer.DisposeAsync();
        await Region.DisposeAsync();
    }

    private async Task<bool> IsDrainedAsync()
    {
        foreach (var shard in Region.Books.Owner.Shards)
        {
            var head = await TestSql.ScalarAsync<string>(
                shard.Primary, "select format('%s:%s', batch, waiting) from ledger.figures_standing()");
            var here = await TestSql.ScalarAsync<long>(
                CentralDatabase.Owner,
                $"select coalesce(sum(batch), 0)::bigint from central.stream where shard = 'eu/{shard.Name}'");
            if (head != $"{here}:0")
            {
                return false;
            }
        }

        return true;
    }
}
