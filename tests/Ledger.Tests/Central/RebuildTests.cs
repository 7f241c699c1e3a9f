using Domicile.Ledger.Central;
using Domicile.Ledger.Central.World;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Verification;
using Domicile.Ledger.Verification.Centre;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Central;

/// <summary>The books are the truth: the centre can be thrown away, and is compared with them.</summary>
public sealed class RebuildTests
{
    [Fact]
    public async Task The_centre_is_made_anew_from_the_books_while_they_serve()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(3);
        await world.DrainAsync();

        // Some batches are applied, some are on their way, some rows are in no batch, and writers go on.
        var users = await world.Region.UsersOfOneShardAsync(2);
        await world.Region.FundAsync(users[0], "900.00");
        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(world, users[0], users[1], enough.Token);
        await world.Relays[0].RunAsync(DeskRegion.Token);
        await TestSql.RunAsync(
            world.CentralDatabase.Owner,
            "truncate central.folded_figure, central.folded_users, central.folded_stream, central.batch, "
            + "central.batch_line");
        await RebuildAsync(world);
        await world.Relays[0].RunAsync(DeskRegion.Token);
        await enough.CancelAsync();
        var count = await writing;
        await world.DrainAsync();

        var figures = await world.FiguresAsync();
        Assert.Matches($"eu/s1 eu EUR .* out {3 + count} {900 + (count * 100)} flight", figures);
        Assert.Matches("eu/s1 external EUR .* in 4 93000 out 3 300 flight", figures);
        await RebuildAsync(world);
        Assert.Equal(figures, await world.FiguresAsync());
    }

    [Fact]
    public async Task Batches_that_were_on_their_way_when_the_centre_was_made_anew_count_for_nothing()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(2);
        await world.Relays[0].RunAsync(DeskRegion.Token);
        await world.Relays[0].RunAsync(DeskRegion.Token);
        await RebuildAsync(world);
        var rebuilt = await world.FiguresAsync();

        await world.Work.RunAsync(DeskRegion.Token);
        Assert.Equal(rebuilt, await world.FiguresAsync());
        await world.DrainAsync();
        Assert.Matches("eu/s1 external EUR .* in 2 2000 out 2 200 flight", await world.FiguresAsync());
    }

    [Fact]
    public async Task A_verification_compares_the_books_with_the_centre()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(2);
        await world.DrainAsync();
        Assert.All(await VerifyAsync(world), result => Assert.Equal(0, result.ViolationCount));

        await TestSql.RunAsync(
            world.CentralDatabase.Owner,
            """
            insert into central.folded_figure as f
            select shard, peer, asset, day, 0, 0, 0, 1, 0, 0
            from central.day_figure where shard = 'eu/s1' and peer = 'eu'
            on conflict on constraint folded_figure_pkey do update set out_sum = f.out_sum + 1;
            insert into central.folded_users as u values ('eu/s1', 1)
            on conflict (shard) do update set users = u.users + 1
            """);
        var told = (await VerifyAsync(world)).Single(result => result.Node == "eu/s1");
        Assert.Equal(2, told.ViolationCount);
    }

    [Fact]
    public async Task The_worlds_figures_say_how_old_they_are()
    {
        await using var world = await CentralWorld.CreateAsync();
        Assert.Null((await WorldFigures.ReadAsync(world.Reader, DeskRegion.Token)).AsOf);
        await world.MoveAsync(1);
        await world.Relays[0].RunAsync(DeskRegion.Token);
        await world.DrainAsync();

        var figures = await WorldFigures.ReadAsync(world.Reader, DeskRegion.Token);
        var movement = Assert.Single(figures.Movements);
        Assert.Equal(
            ("eu", 1m, 1000m, 1m, 100m, 1m, 300m),
            (movement.Region, movement.InCount, movement.InSum, movement.OutCount, movement.OutSum,
                movement.BetweenCount, movement.BetweenSum));
        Assert.Empty(figures.InFlight);
        Assert.All(figures.Streams, stream => Assert.Equal(0, stream.BehindMessages));
    }

    private static async Task RebuildAsync(CentralWorld world)
    {
        var rebuild = new CentralRebuild(world.Writer, TimeProvider.System);
        foreach (var shard in world.Shards)
        {
            await rebuild.RunAsync(shard, world.Region.Ledger.Gate, DeskRegion.Token);
        }
    }

    private static async Task<int> WriteAsync(
        CentralWorld world, Party from, Party to, CancellationToken enough)
    {
        var count = 0;
        while (!enough.IsCancellationRequested && count < 800)
        {
            Assert.True((await world.Region.PostAsync(DeskRegion.Order(from, to, "1.00"))).IsDone);
            count++;
        }

        return count;
    }

    private static Task<IReadOnlyList<InvariantResult>> VerifyAsync(CentralWorld world)
    {
        VerifiedNode[] nodes =
        [
            new("central", VerifiedRole.Central, world.CentralDatabase.Owner, world.CentralDatabase.Admin),
            .. world.Region.Books.Owner.Shards.Select(shard => new VerifiedNode(
                $"eu/{shard.Name}", VerifiedRole.Primary, shard.Primary, shard.Primary)),
        ];
        return CentreChecks.RunAsync(nodes, DeskRegion.Token);
    }
}
