using Domicile.Sharding.Migrations;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Sharding.Tests;

/// <summary>A region of its own for one test: a register and shards, each a database of the test node.</summary>
public sealed record TestRegion(RegionTopology Topology, RegionNodes OwnerNodes, RegionNodes ServerNodes)
{
    /// <summary>Databases with their schemas, still without a name or a range.</summary>
    public static async Task<TestRegion> CreateEmptyAsync(long rangeWidth, params (string Name, string Ranges)[] shards)
    {
        var topology = new RegionTopology(
            "eu",
            rangeWidth,
            [new SiteTopology("eu-west-1", SiteRole.Writer)],
            [.. shards.Select(shard => new ShardTopology(shard.Name, Ranges(shard.Ranges), 0))]);
        var register = await TestNode.CreateWorldDatabaseAsync();
        var databases = new List<TestDatabase>();
        foreach (var _ in shards)
        {
            databases.Add(await TestNode.CreateWorldDatabaseAsync());
        }

        var region = new TestRegion(
            topology,
            Nodes(topology, register.Owner, databases.Select(database => database.Owner)),
            Nodes(topology, register.Server, databases.Select(database => database.Server)));
        await region.MigrateAsync();
        return region;
    }

    public static async Task<TestRegion> CreateAsync(long rangeWidth, params (string Name, string Ranges)[] shards)
    {
        var region = await CreateEmptyAsync(rangeWidth, shards);
        Assert.Empty((await region.SetUpAsync()).Problems);
        return region;
    }

    public Task<SetupResult> SetUpAsync() => RegionSetup.RunAsync(Topology, OwnerNodes, CancellationToken.None);

    /// <summary>A router as a server has it, with the map loaded.</summary>
    public async Task<ShardRouter> OpenRouterAsync()
    {
        var router = ShardRouter.Open(ServerNodes, "test", 4);
        await router.ReloadAsync(CancellationToken.None);
        return router;
    }

    public NodeAddress OwnerOf(string shard) => OwnerNodes.Shards.Single(node => node.Name == shard).Primary;

    public Task<T> OnRegisterAsync<T>(string sql) => TestSql.ScalarAsync<T>(OwnerNodes.Register, sql);

    public Task<T> OnShardAsync<T>(string shard, string sql) => TestSql.ScalarAsync<T>(OwnerOf(shard), sql);

    private async Task MigrateAsync()
    {
        var targets = OwnerNodes.Shards
            .Select(node => new MigrationTarget(
                node.Name, node.Primary, [ShardingSchema.Shard], [ServerNodes.Register.User]))
            .Append(new MigrationTarget(
                "register", OwnerNodes.Register, [ShardingSchema.Register], [ServerNodes.Register.User]))
            .ToList();
        Assert.All(
            await new FleetMigrator("test").RunAsync(targets, CancellationToken.None), run => Assert.Null(run.Failure));
    }

    private static RegionNodes Nodes(
        RegionTopology topology, NodeAddress register, IEnumerable<NodeAddress> primaries) =>
        new(
            topology.Name,
            register,
            [.. topology.Shards.Zip(primaries, (shard, primary) => new ShardNodes(shard.Name, primary, []))]);

    private static NumberRange[] Ranges(string ranges) =>
        [.. ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text =>
            NumberRange.TryParse(text, out var range) ? range : throw new ArgumentException(text, nameof(ranges)))];
}
