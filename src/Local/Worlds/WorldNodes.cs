using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;

namespace Domicile.Local.Worlds;

/// <summary>
/// The PostgreSQL servers of one world: makes those that are missing, starts all side by side, stops them.
/// </summary>
internal sealed class WorldNodes(WorldAddresses addresses, IProgress<WorldEvent> events)
{
    private readonly Dictionary<string, NodeMember> nodes = addresses.Nodes.ToDictionary(
        node => node.Name, node => new NodeMember(addresses, node, events), StringComparer.Ordinal);

    public IEnumerable<IMember> Members => nodes.Values;

    public Task StartAsync(CancellationToken cancellation) => SideBySide.RunAsync(
        addresses.Nodes.Where(node => node.Primary is null), StartWithReplicasAsync, cancellation);

    /// <summary>Primaries first: each waits until its replicas have received everything.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        foreach (var group in nodes.Values.GroupBy(node => node.IsReplica).OrderBy(group => group.Key))
        {
            await Task.WhenAll(group.Select(node => node.StopAsync(cancellation)));
        }
    }

    private async Task StartWithReplicasAsync(WorldNode primary, CancellationToken cancellation)
    {
        var node = nodes[primary.Name].Node;
        node.LiftFence();
        if (!node.Exists)
        {
            await node.InitAsync(cancellation);
        }

        await node.StartAsync(cancellation);
        if (node.IsStandby)
        {
            // Its promotion was decided, and cut short before this.
            await NodeBootstrap.PromoteAsync(node, cancellation);
        }

        await NodeBootstrap.CreateRolesAsync(node, addresses.Passwords(primary), cancellation);
        await NodeBootstrap.CreateDatabaseAsync(node, NodeRoles.Database, GuestsOf(primary), cancellation);
        if (primary.Kind == NodeKind.Central)
        {
            await NodeBootstrap.CreateDatabaseAsync(node, NodeRoles.QueueDatabase, GuestsOf(primary), cancellation);
        }

        await SideBySide.RunAsync(
            addresses.Nodes.Where(replica => replica.Primary == primary.Name),
            (replica, token) => StartReplicaAsync(node, nodes[replica.Name], token),
            cancellation);
    }

    private string[] GuestsOf(WorldNode node) => node.Kind == NodeKind.Central
        ? [NodeRoles.Server, .. addresses.World.Regions.Select(NodeRoles.OfRegion)]
        : [NodeRoles.Server];

    private static Task StartReplicaAsync(PostgresNode primary, NodeMember replica, CancellationToken cancellation)
    {
        replica.Node.LiftFence();
        return replica.StartReplicaAsync(primary, cancellation);
    }
}
