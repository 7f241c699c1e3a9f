using System.Security.Cryptography;
using System.Text;
using Domicile.Sharding.Fencing;
using Domicile.Sharding.Placement;
using Domicile.Sharding.Register;
using Domicile.Sharding.Routing;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Placement;

public sealed class UserPlacementTests
{
    private static readonly (string, string)[] TwoShards = [("s1", "0..30000"), ("s2", "30000..60000")];

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static Task<UserPlacing> PlaceAsync(ShardRouter router, string key, string request = "body") =>
        new UserPlacement(router, TimeProvider.System).PlaceAsync(
            Hash(key), Hash(request), Guid.CreateVersion7(), CancellationToken.None);

    [Fact]
    public async Task Users_go_to_the_emptiest_shard_and_get_the_numbers_of_its_ranges()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await using var router = await region.OpenRouterAsync();

        var users = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var placing = await PlaceAsync(router, $"key {i}");
            Assert.Equal(PlacementOutcome.Placed, placing.Outcome);
            users.Add($"{placing.User} on {placing.Route.Shard.FullName}");
        }

        Assert.Equal(
            ["eu-0 on eu/s1", "eu-30000 on eu/s2", "eu-1 on eu/s1", "eu-30001 on eu/s2", "eu-2 on eu/s1"], users);
    }

    [Fact]
    public async Task The_same_key_and_request_give_the_same_user_for_ever()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await using var router = await region.OpenRouterAsync();

        var first = await PlaceAsync(router, "key");
        var again = await PlaceAsync(router, "key");

        Assert.Equal((PlacementOutcome.Repeated, first.User), (again.Outcome, again.User));
        Assert.Equal((first.CreationId, first.Route), (again.CreationId, again.Route));
        Assert.Equal(1, await region.OnRegisterAsync<decimal>("select sum(placed_count) from sharding.shard"));
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_a_conflict()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await using var router = await region.OpenRouterAsync();
        await PlaceAsync(router, "key");

        Assert.Equal(PlacementOutcome.KeyConflict, (await PlaceAsync(router, "key", "other body")).Outcome);
        Assert.Equal(1, await region.OnRegisterAsync<long>("select count(*) from sharding.user_creation"));
    }

    [Fact]
    public async Task Servers_that_place_at_once_never_give_a_number_twice_nor_a_key_two_users()
    {
        await using var region = await TestRegion.CreateAsync(20, ("s1", "0..20"), ("s2", "20..40"));
        await using var one = await region.OpenRouterAsync();
        await using var two = await region.OpenRouterAsync();

        // 120 keys, each asked for by both servers at once, over ranges of 20: six ranges are filled.
        var placings = await Task.WhenAll(
            Enumerable.Range(0, 240).Select(i => PlaceAsync(i % 2 == 0 ? one : two, $"key {i / 2}")));

        Assert.Equal(120, placings.Count(placing => placing.Outcome == PlacementOutcome.Placed));
        Assert.Equal(120, placings.Count(placing => placing.Outcome == PlacementOutcome.Repeated));
        Assert.Equal(120, placings.Select(placing => placing.User).Distinct().Count());
        Assert.All(placings.Chunk(2), pair => Assert.Equal(pair[0].User, pair[1].User));
        Assert.All(placings, placing => Assert.True(
            one.Map.TryFind(placing.User.Number, out var range) && range.Shard == placing.Route.Shard.Name));
        Assert.Equal("60 60", await region.OnRegisterAsync<string>(
            "select string_agg(placed_count::text, ' ') from sharding.shard"));
        Assert.Equal(6, await region.OnRegisterAsync<long>("select count(*) from sharding.key_range"));
    }

    [Fact]
    public async Task A_full_shard_is_given_the_next_free_range_and_the_map_a_new_version()
    {
        await using var region = await TestRegion.CreateAsync(3, ("s1", "0..2"), ("s2", ""));
        await using var router = await region.OpenRouterAsync();
        var version = router.Map.Version;

        var numbers = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            numbers.Add((await PlaceAsync(router, $"key {i}")).User.Number);
        }

        Assert.Equal([0, 2, 1, 3, 5, 4, 6, 8, 7, 9], numbers);
        Assert.Equal(
            ["0..2 s1", "2..5 s2", "5..8 s1", "8..11 s2"],
            router.Map.Ranges.Select(range => $"{range} {range.Shard}"));
        Assert.Equal(version + 3, router.Map.Version);
    }

    [Theory]
    [InlineData("placed")]
    [InlineData("leased")]
    [InlineData("installed")]
    [InlineData("taken")]
    public async Task A_crash_between_any_two_steps_is_finished_by_the_next_call(string lastStep)
    {
        await using var region = await TestRegion.CreateAsync(30_000, ("s1", "0..2000"));
        await using var router = await region.OpenRouterAsync();
        var steps = new List<(string Name, bool OnRegister, string Sql)>
        {
            ("placed", true, "select sharding.place_user(sha256('key'), sha256('body'), "
                + "'01900000-0000-7000-8000-000000000001')::text"),
            ("leased", true, "select sharding.lease_block('s1', 1, 1)::text"),
            ("installed", false, "select sharding.install_block(1, 1, 1, '[0,2000)', '[0,1000)')::text"),
            ("taken", false, "select sharding.take_number('01900000-0000-7000-8000-000000000001')::text"),
        };
        foreach (var step in steps.Take(steps.FindIndex(step => step.Name == lastStep) + 1))
        {
            await TestSql.RunAsync(
                step.OnRegister ? region.ServerNodes.Register : region.ServerNodes.Shards[0].Primary, step.Sql);
        }

        var placing = await PlaceAsync(router, "key");

        Assert.Equal((PlacementOutcome.Repeated, "eu-0"), (placing.Outcome, placing.User.ToString()));
        Assert.Equal("01900000-0000-7000-8000-000000000001", placing.CreationId.ToString());
        Assert.Equal(1, await region.OnRegisterAsync<long>("select count(*) from sharding.number_lease"));
        Assert.Equal(1, await region.OnShardAsync<long>("s1", "select count(*) from sharding.placed_user"));
        Assert.Equal("eu-1", (await PlaceAsync(router, "next")).User.ToString());
    }

    [Fact]
    public async Task A_new_epoch_burns_the_blocks_of_the_old_one()
    {
        await using var region = await TestRegion.CreateAsync(30_000, ("s1", "0..30000"));
        await using var router = await region.OpenRouterAsync();
        await PlaceAsync(router, "before");
        await TestSql.RunAsync(region.OwnerNodes.Register, "update sharding.shard set epoch = 2");

        // Only one of the two knows: the shard may take what it has, but leases nothing.
        await TestSql.RunAsync(region.OwnerOf("s1"), "update sharding.number_block set next_number = end_number");
        var refusal = await Assert.ThrowsAsync<RegisterException>(() => PlaceAsync(router, "between"));
        Assert.Contains("eu/s1 can lease no numbers: shard s1 has epoch 2, not 1", refusal.Message);

        await TestSql.RunAsync(region.OwnerOf("s1"), "update sharding.shard set epoch = 2");
        Assert.Equal("eu-1000", (await PlaceAsync(router, "after")).User.ToString());
        Assert.Equal("eu-1001", (await PlaceAsync(router, "between")).User.ToString());
    }

    [Fact]
    public async Task A_shard_that_runs_on_older_data_without_a_new_epoch_cannot_give_a_number_twice()
    {
        await using var region = await TestRegion.CreateAsync(30_000, ("s1", "0..30000"));
        await using var router = await region.OpenRouterAsync();
        await PlaceAsync(router, "before");
        await TestSql.RunAsync(
            region.OwnerOf("s1"),
            "delete from sharding.placed_user; update sharding.number_block set next_number = first_number");

        var refusal = await Assert.ThrowsAsync<RegisterException>(() => PlaceAsync(router, "after"));

        Assert.Contains("eu/s1 gave number 0, which is another user's", refusal.Message);
    }

    [Fact]
    public async Task A_range_that_is_being_moved_is_waited_for_without_leasing_more_numbers()
    {
        await using var region = await TestRegion.CreateAsync(10, ("s1", "0..30000"));
        await using var router = await region.OpenRouterAsync();
        await PlaceAsync(router, "before");
        await TestSql.RunAsync(region.OwnerOf("s1"), "update sharding.key_range set state = 'closed'");
        var time = new StepTime();

        var placing = new UserPlacement(router, time).PlaceAsync(
            Hash("key"), Hash("body"), Guid.CreateVersion7(), CancellationToken.None);
        for (var i = 0; i < 8; i++)
        {
            (await time.NextWaitAsync())();
        }

        Assert.Equal(PlacementOutcome.Busy, (await placing).Outcome);
        Assert.Equal(2, await region.OnRegisterAsync<long>("select count(*) from sharding.number_lease"));

        // The move ends: the range is elsewhere, its blocks are burnt, and the shard is given numbers of its own again.
        await TestSql.RunAsync(
            region.OwnerNodes.Register,
            "insert into sharding.shard (name, placed_count) values ('s2', 99); "
            + "update sharding.key_range set shard = 's2' where id = 1");
        Assert.Equal("eu-30000", (await PlaceAsync(router, "key")).User.ToString());
        Assert.Equal(3, await region.OnRegisterAsync<long>("select count(*) from sharding.number_lease"));
    }

    [Fact]
    public async Task A_number_is_taken_inside_the_fence()
    {
        await using var region = await TestRegion.CreateAsync(30_000, ("s1", "0..30000"));
        await using var router = await region.OpenRouterAsync();
        await PlaceAsync(router, "before");
        await using var mover = new NpgsqlConnection(region.OwnerOf("s1").ConnectionString("mover", pooled: false));
        await mover.OpenAsync();
        await using var transaction = await mover.BeginTransactionAsync();
        await TestSql.RunAsync(mover, "select pg_advisory_xact_lock(68001, 1)");

        var busy = await Assert.ThrowsAsync<PostgresException>(() => TestSql.RunAsync(
            region.ServerNodes.Shards[0].Primary, $"select sharding.take_number('{Guid.CreateVersion7()}')::text"));

        Assert.Equal(FenceCodes.Busy, busy.SqlState);
    }

    [Fact]
    public async Task A_server_may_not_write_ranges_epochs_or_numbers_past_the_functions()
    {
        await using var region = await TestRegion.CreateAsync(30_000, ("s1", "0..30000"));
        foreach (var (address, sql) in new[]
        {
            (region.ServerNodes.Register, "update sharding.key_range set shard = 's1'"),
            (region.ServerNodes.Register, "insert into sharding.number_lease values ('s1', 1, 1, 1, 0, 5)"),
            (region.ServerNodes.Register, "update sharding.shard set epoch = 2"),
            (region.ServerNodes.Register, "delete from sharding.user_creation"),
            (region.ServerNodes.Shards[0].Primary, "update sharding.key_range set state = 'open'"),
            (region.ServerNodes.Shards[0].Primary, "update sharding.number_block set next_number = 0"),
            (region.ServerNodes.Shards[0].Primary, "delete from sharding.migration"),
        })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => TestSql.RunAsync(address, sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }
}
