using System.Reflection;
using Domicile.Aws.Calls;
using Domicile.Aws.Nodes;
using Domicile.Cli.Cloud.Regions;
using Domicile.Ledger;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Topology;

namespace Domicile.Cli.Cloud;

/// <summary>
/// Brings nodes in AWS to what this program knows, as <c>up</c> does with those of this machine: schemas and grants,
/// then the register's and the shards' names and first ranges. What is there stays; stopped anywhere, it is finished by
/// the next run.
/// </summary>
internal static class AwsMigration
{
    /// <summary>The nodes of a region.</summary>
    /// <exception cref="WorldException">The register or a shard contradicts the topology.</exception>
    /// <exception cref="InvalidDataException">A node is missing, or not described as it has to be.</exception>
    public static async Task<IReadOnlyList<NodeMigration>> RunAsync(
        SiteAccess site, RegionTopology region, CancellationToken cancellation)
    {
        var (nodes, keys) = await CloudNodes.ReadAsync(site, region, cancellation);
        var results = await MigrateAsync(
            [
                Target(
                    $"{region.Name}/{CloudNames.Register}",
                    nodes.Register,
                    ShardingSchema.Register,
                    LedgerSchema.Register),
                Target($"{region.Name}/{CloudNames.Keys}", keys, LedgerSchema.Keys),
                .. nodes.Shards.Select(shard => Target(
                    $"{region.Name}/{shard.Name}", shard.Primary, ShardingSchema.Shard, LedgerSchema.Shard)),
            ],
            cancellation);
        if (results.All(result => result.IsComplete))
        {
            var setup = await RegionSetup.RunAsync(WithoutStandbys(region), nodes, cancellation);
            if (setup.Problems.Count > 0)
            {
                throw new WorldException(string.Join('\n', setup.Problems));
            }
        }

        return results;
    }

    /// <summary>The central database.</summary>
    /// <exception cref="InvalidDataException">It is missing, or not described as it has to be.</exception>
    public static async Task<IReadOnlyList<NodeMigration>> RunCentralAsync(
        SiteAccess site, CancellationToken cancellation)
    {
        var node = await FindCentralAsync(site, cancellation);
        return await MigrateAsync(
            [new MigrationTarget(CloudNames.Central, node, [LedgerSchema.Central], [NodeRoles.Server])],
            cancellation);
    }

    /// <summary>Where the central database is, and how migrations enter it.</summary>
    /// <exception cref="InvalidDataException">It is missing, or not described as it has to be.</exception>
    public static async Task<NodeAddress> FindCentralAsync(SiteAccess site, CancellationToken cancellation)
    {
        using var calls = new SignedCalls(site, TimeProvider.System);
        var directory = new NodeDirectory(calls, CloudNames.Central, CloudNames.Role);
        return (await directory.ReadAsync([CloudNames.Central], cancellation))[0];
    }

    // Aurora's replicas stream nothing from their primary: what is committed is in the storage that they share, and
    // waits for nobody.
    private static RegionTopology WithoutStandbys(RegionTopology region) =>
        region with { Shards = [.. region.Shards.Select(shard => shard with { Replicas = 0 })] };

    private static MigrationTarget Target(string name, NodeAddress address, params MigrationSet[] sets) =>
        new(name, address, sets, [NodeRoles.Server]) { WorkRoles = [NodeRoles.Worker] };

    private static Task<IReadOnlyList<NodeMigration>> MigrateAsync(
        IReadOnlyList<MigrationTarget> targets, CancellationToken cancellation) =>
        new FleetMigrator($"domicile {Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)}")
            .RunAsync(targets, cancellation);
}
