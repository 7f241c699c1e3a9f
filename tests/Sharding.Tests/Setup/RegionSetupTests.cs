using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Sharding.Tests.Setup;

public sealed class RegionSetupTests
{
    private const string RangesOnShard =
        "select coalesce(string_agg(id || ':' || first_number || '..' || end_number || state, ' ' order by id), '') "
        + "from sharding.key_range";

    private static (string, string)[] TwoShards => [("s1", "0..30000"), ("s2", "30000..60000")];

    private static RegionTopology With(RegionTopology topology, params ShardTopology[] shards) =>
        topology with { Shards = shards };

    [Fact]
    public async Task A_new_region_gets_its_shards_first_ranges_and_a_map()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);

        await using var router = await region.OpenRouterAsync();

        Assert.Equal(["0..30000", "30000..60000"], router.Map.Ranges.Select(range => range.ToString()));
        Assert.Equal(["s1", "s2"], router.Map.Ranges.Select(range => range.Shard));
        Assert.Equal("1:0..30000open", await region.OnShardAsync<string>("s1", RangesOnShard));
        Assert.Equal("2:30000..60000open", await region.OnShardAsync<string>("s2", RangesOnShard));
        Assert.Equal(
            "eu/s2 1", await region.OnShardAsync<string>("s2", "select name || ' ' || epoch from sharding.shard"));
    }

    [Fact]
    public async Task A_second_setup_changes_nothing()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await using var router = await region.OpenRouterAsync();

        Assert.Empty((await region.SetUpAsync()).Problems);

        Assert.Equal(router.Map.Version, await region.OnRegisterAsync<long>("select map_version from sharding.region"));
        Assert.Equal("1:0..30000open", await region.OnShardAsync<string>("s1", RangesOnShard));
    }

    [Fact]
    public async Task A_setup_that_stopped_after_the_register_is_finished_by_the_next()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await TestSql.RunAsync(region.OwnerOf("s2"), "truncate sharding.key_range; delete from sharding.shard");

        Assert.Empty((await region.SetUpAsync()).Problems);

        Assert.Equal("2:30000..60000open", await region.OnShardAsync<string>("s2", RangesOnShard));
    }

    [Fact]
    public async Task A_shard_is_added_with_new_numbers_or_with_none()
    {
        await using var region = await TestRegion.CreateEmptyAsync(
            30_000, ("s1", "0..30000"), ("s2", "30000..60000 90000..90010"), ("s3", ""));
        var first = new RegionNodes("eu", region.OwnerNodes.Register, [.. region.OwnerNodes.Shards.Take(1)]);
        Assert.Empty((await RegionSetup.RunAsync(
            With(region.Topology, region.Topology.Shards[0]), first, CancellationToken.None)).Problems);

        Assert.Empty((await region.SetUpAsync()).Problems);

        Assert.Equal("2:30000..60000open 3:90000..90010open", await region.OnShardAsync<string>("s2", RangesOnShard));
        Assert.Equal("", await region.OnShardAsync<string>("s3", RangesOnShard));
    }

    [Fact]
    public async Task A_topology_that_contradicts_the_register_is_refused_and_changes_nothing()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        var (s1, s2) = (region.Topology.Shards[0], region.Topology.Shards[1]);
        async Task<string> RefusalAsync(params ShardTopology[] shards) => Assert.Single((await RegionSetup.RunAsync(
            With(region.Topology, shards),
            region.OwnerNodes with { Shards = [.. region.OwnerNodes.Shards.Take(shards.Length)] },
            CancellationToken.None)).Problems);

        Assert.Contains("has shard s2, which the topology does not name any more", await RefusalAsync(s1));
        Assert.Contains(
            "gave range 30000..60000 to shard s2 when it was set up, but the topology does not say so any more",
            await RefusalAsync(s1, s2 with { Ranges = [] }));
        Assert.Contains(
            "The topology gives 59999..60001 to shard s2, but the register of region eu has 30000..60000 as shard s2's",
            await RefusalAsync(s1, s2 with { Ranges = [.. s2.Ranges, new NumberRange(59_999, 60_001)] }));
        Assert.Equal(2, await region.OnRegisterAsync<long>("select count(*) from sharding.key_range"));
    }

    [Fact]
    public async Task A_range_that_moved_away_since_is_no_contradiction()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await TestSql.RunAsync(
            region.OwnerNodes.Register,
            "update sharding.key_range set shard = 's2' where id = 1; update sharding.region set map_version = 9");
        await TestSql.RunAsync(region.OwnerOf("s1"), "update sharding.key_range set state = 'closed'");
        await TestSql.RunAsync(region.OwnerOf("s2"), "insert into sharding.key_range values (1, 0, 30000, 'open')");

        Assert.Empty((await region.SetUpAsync()).Problems);
    }

    [Fact]
    public async Task A_register_of_another_region_or_a_node_of_another_shard_is_refused()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        var other = await RegionSetup.RunAsync(
            region.Topology with { Name = "us" }, region.OwnerNodes with { Region = "us" }, CancellationToken.None);
        Assert.Contains("The register given for region us is another region's", Assert.Single(other.Problems));

        var nodes = region.OwnerNodes.Shards;
        var crossed = region.OwnerNodes with
        {
            Shards = [nodes[0] with { Primary = nodes[1].Primary }, nodes[1] with { Primary = nodes[0].Primary }],
        };
        var result = await RegionSetup.RunAsync(region.Topology, crossed, CancellationToken.None);
        Assert.Contains("The node given as eu/s1 says that it is eu/s2", result.Problems[0]);
    }

    [Theory]
    [InlineData("update sharding.shard set epoch = 2", "eu/s1 is of epoch 2, but the register says 1")]
    [InlineData("update sharding.key_range set state = 'closed'", "where it is closed as 0..30000")]
    [InlineData("update sharding.key_range set end_number = 5", "where it is open as 0..5")]
    [InlineData(
        "insert into sharding.key_range values (7, 70000, 70001, 'open')", "has range 70000..70001 (id 7) open")]
    public async Task A_shard_that_disagrees_with_the_register_is_refused(string change, string problem)
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await TestSql.RunAsync(region.OwnerOf("s1"), change);

        Assert.Contains(problem, Assert.Single((await region.SetUpAsync()).Problems));
    }

    [Fact]
    public async Task An_empty_node_in_the_place_of_one_with_users_is_refused()
    {
        await using var region = await TestRegion.CreateAsync(30_000, TwoShards);
        await TestSql.RunAsync(region.OwnerNodes.Register, "select * from sharding.lease_block('s1', 1, 1)");
        await TestSql.RunAsync(region.OwnerOf("s1"), "truncate sharding.key_range; delete from sharding.shard");

        Assert.Contains(
            "eu/s1 is empty, but the register has given it user numbers",
            Assert.Single((await region.SetUpAsync()).Problems));
        Assert.Equal(0, await region.OnShardAsync<long>("s1", "select count(*) from sharding.shard"));
    }
}
