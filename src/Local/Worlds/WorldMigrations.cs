using System.Reflection;
using Domicile.Ledger;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Queue;
using Domicile.Sharding.Migrations;

namespace Domicile.Local.Worlds;

/// <summary>Brings all databases of a running world to the schemas that this program knows.</summary>
public static class WorldMigrations
{
    /// <summary>Migrates all side by side; one that fails leaves the others to finish. A failure is a value.</summary>
    public static Task<IReadOnlyList<NodeMigration>> RunAsync(
        WorldAddresses addresses, CancellationToken cancellation) =>
        Migrator().RunAsync([.. Targets(addresses)], cancellation);

    /// <summary>The same for one node that runs at another port than its own.</summary>
    public static async Task<NodeMigration> RunAsync(
        WorldAddresses addresses, WorldNode node, int port, CancellationToken cancellation)
    {
        var target = Targets(addresses).Single(target => target.Node == node.Name);
        var results = await Migrator().RunAsync(
            [target with { Address = target.Address with { Port = port } }], cancellation);
        return results.Single();
    }

    private static FleetMigrator Migrator() =>
        new($"domicile {Assembly.GetExecutingAssembly().GetName().Version!.ToString(3)}");

    private static IEnumerable<MigrationTarget> Targets(WorldAddresses addresses)
    {
        foreach (var node in addresses.Nodes)
        {
            var address = addresses.Address(node, NodeRoles.Owner);
            switch (node.Kind)
            {
                case NodeKind.Central:
                    string[] guests = [NodeRoles.Server, .. addresses.World.Regions.Select(NodeRoles.OfRegion)];
                    yield return new MigrationTarget(node.Name, address, [LedgerSchema.Central], guests);
                    yield return new MigrationTarget(
                        node.Name + " (queue)", addresses.Queue(NodeRoles.Owner), [QueueSchema.Queue], guests);
                    break;
                case NodeKind.Register:
                    yield return new MigrationTarget(
                        node.Name, address, [ShardingSchema.Register, LedgerSchema.Register], [NodeRoles.Server])
                    { WorkRoles = [NodeRoles.Worker] };
                    break;
                case NodeKind.Keys:
                    yield return new MigrationTarget(node.Name, address, [LedgerSchema.Keys], [NodeRoles.Server])
                    { WorkRoles = [NodeRoles.Worker] };
                    break;
                case NodeKind.Primary:
                    yield return new MigrationTarget(
                        node.Name, address, [ShardingSchema.Shard, LedgerSchema.Shard], [NodeRoles.Server])
                    { WorkRoles = [NodeRoles.Worker] };
                    break;
            }
        }
    }
}
