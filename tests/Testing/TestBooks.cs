using Domicile.Ledger;
using Domicile.Local.Keys;
using Domicile.Local.Nodes;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;

namespace Domicile.Testing;

/// <summary>
/// One region with the ledger's schema, each of its databases on the test node: a register, the key database and shards
/// named s1, s2 and so on.
/// </summary>
/// <param name="Owner">Register and shards as the role that owns their schemas.</param>
/// <param name="Server">The same as a region's server enters them.</param>
/// <param name="KeysOwner">The key database as its owner.</param>
/// <param name="Keys">The key database as a region's server enters it.</param>
public sealed record TestBooks(RegionNodes Owner, RegionNodes Server, NodeAddress KeysOwner, NodeAddress Keys)
{
    /// <summary>The wrapping key of the region, in a folder of its own.</summary>
    public KeyFolder WrappingKeys { get; init; } = new(TestNode.NewFolder("keys"));

    public byte[] HashKey { get; } = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];

    /// <param name="region">Such as <c>eu</c>.</param>
    /// <param name="ranges">The first range of each shard, such as <c>0..30000</c>.</param>
    public static async Task<TestBooks> CreateAsync(string region, params string[] ranges)
    {
        var register = await TestNode.CreateWorldDatabaseAsync();
        var keys = await TestNode.CreateWorldDatabaseAsync();
        var shards = new List<TestDatabase>();
        foreach (var _ in ranges)
        {
            shards.Add(await TestNode.CreateWorldDatabaseAsync());
        }

        var books = Of(region, register, keys, [.. shards]);
        await books.SetUpAsync(ranges);
        return books;
    }

    /// <summary>The same over databases that are there; <see cref="SetUpAsync"/> makes books of them.</summary>
    /// <param name="shards">In the order s1, s2 and so on.</param>
    public static TestBooks Of(
        string region, TestDatabase register, TestDatabase keys, IReadOnlyList<TestDatabase> shards) => new(
        Nodes(region, register.Owner, shards.Select(shard => shard.Owner)),
        Nodes(region, register.Server, shards.Select(shard => shard.Server)),
        keys.Owner,
        keys.Server);

    /// <summary>The owner's address of a shard, to look at or to plant something.</summary>
    public NodeAddress OwnerOf(string shard) => Owner.Shards.Single(node => node.Name == shard).Primary;

    /// <summary>Brings the schemas up to date and gives the shards their ranges; safe to repeat.</summary>
    /// <param name="ranges">The first range of each shard.</param>
    public async Task SetUpAsync(params string[] ranges)
    {
        await WrappingKeys.MakeAsync(1, CancellationToken.None);
        await RunMigrationsAsync(Owner, KeysOwner);
        var topology = new RegionTopology(
            Owner.Region,
            RegionTopology.RangeWidthDefault,
            [new SiteTopology(Owner.Region + "-test-1", SiteRole.Writer)],
            [.. Owner.Shards.Zip(ranges, (shard, text) => new ShardTopology(
                shard.Name,
                [NumberRange.TryParse(text, out var range) ? range : throw new ArgumentException(text, nameof(ranges))],
                0))]);
        var result = await RegionSetup.RunAsync(topology, Owner, CancellationToken.None);
        if (result.Problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', result.Problems));
        }
    }

    private static async Task RunMigrationsAsync(RegionNodes owner, NodeAddress keys)
    {
        MigrationTarget[] targets =
        [
            Target("register", owner.Register, ShardingSchema.Register, LedgerSchema.Register),
            Target("keys", keys, LedgerSchema.Keys),
            .. owner.Shards.Select(
                shard => Target(shard.Name, shard.Primary, ShardingSchema.Shard, LedgerSchema.Shard)),
        ];
        foreach (var run in await new FleetMigrator("tests").RunAsync(targets, CancellationToken.None))
        {
            if (run.Failure is { } failure)
            {
                throw new InvalidOperationException(failure);
            }
        }
    }

    private static MigrationTarget Target(string node, NodeAddress address, params MigrationSet[] sets) =>
        new(node, address, sets, [NodeRoles.Server]) { WorkRoles = [NodeRoles.Worker] };

    private static RegionNodes Nodes(string region, NodeAddress register, IEnumerable<NodeAddress> primaries) =>
        new(region, register, [.. primaries.Select((primary, i) => new ShardNodes($"s{i + 1}", primary, []))]);
}
