using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;

namespace Domicile.Local.Worlds;

/// <summary>
/// The PostgreSQL servers of one world: makes those that are missing, starts all side by side, stops them.
/// </summary>
internal sealed class WorldNodes(WorldAddresses addresses, IProgress<WorldEvent> events)
{
    private readonly Dictionary<string, PostgresNode> nodes = addresses.Nodes.ToDictionary(
        node => node.Name, node => Open(addresses, node), StringComparer.Ordinal);

    public IEnumerable<IMember> Members => nodes.Values;

    public PostgresNode this[string name] => nodes[name];

    public Task StartAsync(CancellationToken cancellation) => SideBySide.RunAsync(
        addresses.Nodes.Where(node => node.Primary is null), StartWithReplicasAsync, cancellation);

    /// <summary>Primaries first: each waits until its replicas have received everything.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        foreach (var group in nodes.Values.GroupBy(node => node.Source is not null).OrderBy(group => group.Key))
        {
            await Task.WhenAll(group.Select(node => node.StopAsync(cancellation)));
        }
    }

    private static PostgresNode Open(WorldAddresses addresses, WorldNode node)
    {
        var passwords = addresses.Passwords(node);
        return new PostgresNode(node.Name, addresses.Folder.NodeFolder(node.Name), node.Port, passwords.Admin)
        {
            MajorVersion = addresses.World.Postgres,
            Source = node.Primary is null
                ? null
                : new ReplicaSource(addresses.Node(node.Primary).Port, node.ShortName, passwords.Replication),
        };
    }

    private async Task StartWithReplicasAsync(WorldNode primary, CancellationToken cancellation)
    {
        var node = nodes[primary.Name];
        if (!node.Exists)
        {
            await node.InitAsync(cancellation);
        }

        await node.StartAsync(cancellation);
        await NodeBootstrap.CreateRolesAsync(node, addresses.Passwords(primary), cancellation);
        await NodeBootstrap.CreateDatabaseAsync(node, NodeRoles.Database, GuestsOf(primary), cancellation);
        if (primary.Kind == NodeKind.Register)
        {
            await NodeBootstrap.CreateDatabaseAsync(node, NodeRoles.KeysDatabase, [NodeRoles.Server], cancellation);
        }

        await SideBySide.RunAsync(
            addresses.Nodes.Where(replica => replica.Primary == primary.Name),
            (replica, token) => StartReplicaAsync(node, nodes[replica.Name], token),
            cancellation);
    }

    private string[] GuestsOf(WorldNode node) => node.Kind == NodeKind.Central
        ? [.. addresses.World.Regions.Select(NodeRoles.OfRegion)]
        : [NodeRoles.Server];

    private async Task StartReplicaAsync(PostgresNode primary, PostgresNode replica, CancellationToken cancellation)
    {
        var isSlotNew = await NodeBootstrap.EnsureSlotAsync(primary, replica.Source!.Slot, cancellation);
        if (isSlotNew && replica.Exists)
        {
            events.Report(new WorldEvent(
                replica.Name, $"lacks changes that {primary.Name} no longer has and is made anew from it"));
            replica.Forget();
        }

        if (!replica.Exists)
        {
            await replica.CloneAsync(cancellation);
        }

        await replica.StartAsync(cancellation);
    }
}
