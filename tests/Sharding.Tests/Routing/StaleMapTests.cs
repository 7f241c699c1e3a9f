using Domicile.Sharding.Fencing;
using Domicile.Sharding.Routing;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Routing;

/// <summary>A router whose map is made old on purpose, by moving a range behind its back.</summary>
public sealed class StaleMapTests
{
    private const string InsertNote = "insert into notes (user_number, text) values ($1, 'hello')";

    private static async Task<TestRegion> RegionAsync()
    {
        var region = await TestRegion.CreateAsync(30_000, ("s1", "0..30000"), ("s2", "30000..60000"));
        foreach (var shard in region.Topology.Shards)
        {
            await TestSql.RunAsync(
                region.OwnerOf(shard.Name),
                "create table notes (user_number bigint, text text); grant all on notes to domicile_server");
        }

        return region;
    }

    private static async Task CloseOnAsync(TestRegion region, string shard, int range) =>
        await TestSql.RunAsync(
            region.OwnerOf(shard), $"update sharding.key_range set state = 'closed' where id = {range}");

    /// <summary>As a move does it: closed at the source, flipped in the register, opened at the target.</summary>
    private static async Task MoveToS2Async(TestRegion region)
    {
        await CloseOnAsync(region, "s1", 1);
        await TestSql.RunAsync(
            region.OwnerNodes.Register,
            "update sharding.region set map_version = map_version + 1; "
            + "update sharding.key_range set shard = 's2' where id = 1");
        await TestSql.RunAsync(region.OwnerOf("s2"), "insert into sharding.key_range values (1, 0, 30000, 'open')");
    }

    private static Task<FencedResult<int>> WriteAsync(
        ShardRouter router, long userNumber, TimeProvider? time = null) =>
        new FencedWriter(router, time ?? TimeProvider.System).WriteAsync(
            userNumber,
            batch => batch.BatchCommands.Add(new NpgsqlBatchCommand(InsertNote)
            {
                Parameters = { new NpgsqlParameter<long> { TypedValue = userNumber } },
            }),
            CancellationToken.None);

    [Fact]
    public async Task A_write_with_an_old_map_is_refused_by_the_shard_and_lands_in_the_right_one()
    {
        await using var region = await RegionAsync();
        await using var router = await region.OpenRouterAsync();
        var old = router.Map;
        await MoveToS2Async(region);

        var result = await WriteAsync(router, 7);

        Assert.Equal(new FencedResult<int>(FencedOutcome.Written, 1), result);
        Assert.True(router.Map.Version > old.Version);
        Assert.Equal(0, await region.OnShardAsync<long>("s1", "select count(*) from notes"));
        Assert.Equal(1, await region.OnShardAsync<long>("s2", "select count(*) from notes where user_number = 7"));
    }

    [Fact]
    public async Task A_router_tries_once_more_and_not_for_ever()
    {
        await using var region = await RegionAsync();
        await using var router = await region.OpenRouterAsync();
        await CloseOnAsync(region, "s1", 1);

        Assert.Equal(FencedOutcome.Moved, (await WriteAsync(router, 7)).Outcome);
        Assert.Equal(0, await region.OnShardAsync<long>("s1", "select count(*) from notes"));
    }

    [Fact]
    public async Task A_range_that_is_being_closed_is_waited_for()
    {
        await using var region = await RegionAsync();
        await using var router = await region.OpenRouterAsync();
        await using var mover = new NpgsqlConnection(region.OwnerOf("s1").ConnectionString("mover", pooled: false));
        await mover.OpenAsync();
        await using var transaction = await mover.BeginTransactionAsync();
        await TestSql.RunAsync(mover, "select pg_advisory_xact_lock(68001, 1)");
        var time = new StepTime();

        var write = WriteAsync(router, 7, time);
        (await time.NextWaitAsync())();
        var end = await time.NextWaitAsync();
        await transaction.RollbackAsync();
        end();

        Assert.Equal(FencedOutcome.Written, (await write).Outcome);
    }

    [Fact]
    public async Task A_range_that_stays_closed_ends_the_wait()
    {
        await using var region = await RegionAsync();
        await using var router = await region.OpenRouterAsync();
        await using var mover = new NpgsqlConnection(region.OwnerOf("s1").ConnectionString("mover", pooled: false));
        await mover.OpenAsync();
        await using var transaction = await mover.BeginTransactionAsync();
        await TestSql.RunAsync(mover, "select pg_advisory_xact_lock(68001, 1)");

        Assert.Equal(FencedOutcome.Busy, (await WriteAsync(router, 7)).Outcome);
    }

    [Fact]
    public async Task A_user_number_beyond_the_map_is_looked_for_in_a_map_read_now()
    {
        await using var region = await RegionAsync();
        await using var router = await region.OpenRouterAsync();
        await TestSql.RunAsync(
            region.OwnerNodes.Register,
            "update sharding.region set map_version = map_version + 1; "
            + "insert into sharding.key_range (first_number, end_number, shard) values (60000, 90000, 's2')");

        Assert.Equal("s2", (await router.RouteAsync(60_000, CancellationToken.None))?.Shard.Name);
        Assert.Null(await router.RouteAsync(90_000, CancellationToken.None));
        Assert.Equal(FencedOutcome.UnknownUser, (await WriteAsync(router, 90_000)).Outcome);
    }

    [Fact]
    public async Task A_command_that_fails_takes_the_commands_before_it_with_it()
    {
        await using var region = await RegionAsync();
        await using var router = await region.OpenRouterAsync();

        await Assert.ThrowsAsync<PostgresException>(() => new FencedWriter(router, TimeProvider.System).WriteAsync(
            7,
            batch =>
            {
                batch.BatchCommands.Add(new("insert into notes values (7, 'first')"));
                batch.BatchCommands.Add(new("select 1 / 0"));
            },
            CancellationToken.None));

        Assert.Equal(0, await region.OnShardAsync<long>("s1", "select count(*) from notes"));
    }

    [Fact]
    public async Task An_older_map_never_replaces_a_newer_one()
    {
        await using var region = await RegionAsync();
        await using var router = await region.OpenRouterAsync();
        var map = router.Map;
        await TestSql.RunAsync(region.OwnerNodes.Register, "update sharding.region set map_version = 0");

        await router.ReloadAsync(CancellationToken.None);

        Assert.Same(map, router.Map);
    }

    [Fact]
    public async Task The_register_of_another_region_is_refused()
    {
        await using var region = await RegionAsync();
        await using var router = ShardRouter.Open(region.ServerNodes with { Region = "us" }, "test", 2);

        var refusal = await Assert.ThrowsAsync<Domicile.Sharding.Register.RegisterException>(
            () => router.ReloadAsync(CancellationToken.None));
        Assert.Equal(
            "The register of region us says that it is region eu's: look at the addresses.", refusal.Message);
    }

    [Fact]
    public async Task A_node_of_another_region_is_not_written_though_its_ranges_have_the_same_ids()
    {
        await using var region = await RegionAsync();
        await TestSql.RunAsync(region.OwnerOf("s1"), "update sharding.shard set name = 'us/s1'");
        await using var router = await region.OpenRouterAsync();

        var refusal = await Assert.ThrowsAsync<NpgsqlException>(() => WriteAsync(router, 7));

        Assert.Contains("was given as shard eu/s1, but says that it is us/s1: look at the addresses", refusal.Message);
        Assert.Equal(0, await region.OnShardAsync<long>("s1", "select count(*) from notes"));
    }
}
