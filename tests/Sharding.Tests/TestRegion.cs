using Domicile.Sharding.Routing;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Sharding.Tests;

/// <summary>A region of its own for one test: a register and shards, each a database of the test node.</summary>
public sealed class TestRegion : IAsyncDisposable
{
    private readonly TestDatabase register;
    private readonly List<TestDatabase> shards;

    private TestRegion(RegionTopology topology, TestDatabase register, List<TestDatabase> shards)
    {
        this.register = register;
        this.shards = shards;
        Topology = topology;
        OwnerNodes = Nodes(register.Owner, shards.Select(database => database.Owner));
        ServerNodes = Nodes(register.Server, shards.Select(database => database.Server));
    }

    public RegionTopology Topology { get; }

    public RegionNodes OwnerNodes { get; }

    public RegionNodes ServerNodes { get; }

    /// <summary>Databases with their schemas, still without a name or a range.</summary>
    public static async Task<TestRegion> CreateEmptyAsync(long rangeWidth, params (string Name, string Ranges)[] shards)
    {
        var topology = new RegionTopology(
            "eu",
            rangeWidth,
            [new SiteTopology("eu-west-1", SiteRole.Writer)],
            [.. shards.Select(shard => new ShardTopology(shard.Name, Ranges(shard.Ranges), 0))]);
        var databases = new List<TestDatabase>();
        foreach (var _ in shards)
        {
            databases.Add(await TestDatabases.Shards.TakeAsync());
        }

        return new TestRegion(topology, await TestDatabases.Registers.TakeAsync(), databases);
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

    public async ValueTask DisposeAsync()
    {
        await TestDatabases.Registers.GiveBackAsync(register);
        foreach (var shard in shards)
        {
            await TestDatabases.Shards.GiveBackAsync(shard);
        }
    }

    private RegionNodes Nodes(NodeAddress registerAddress, IEnumerable<NodeAddress> primaries) => new(
        Topology.Name,
        registerAddress,
        [.. Topology.Shards.Zip(primaries, (shard, primary) => new ShardNodes(shard.Name, primary, []))]);

    private static NumberRange[] Ranges(string ranges) =>
        [.. ranges.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text =>
            NumberRange.TryParse(text, out var range) ? range : throw new ArgumentException(text, nameof(ranges)))];
}
