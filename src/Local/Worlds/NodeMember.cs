using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Local.Worlds;

/// <summary>
/// The PostgreSQL server at one place of a world. What it is there, a primary or somebody's replica, is the world
/// file's to say at every start: it may have been promoted, or another in its stead, by a process of its own.
/// </summary>
internal sealed class NodeMember(WorldAddresses addresses, WorldNode described, IProgress<WorldEvent> events) : IMember
{
    private static readonly TimeSpan FenceLook = TimeSpan.FromMilliseconds(50);

    private PostgresNode node = Open(addresses, described);
    private bool hasLostPrimary;

    public string Name => node.Name;

    public PostgresNode Node => node;

    public bool IsReplica => node.Source is not null;

    /// <summary>The server of a node as the world's addresses describe it.</summary>
    public static PostgresNode Open(WorldAddresses addresses, WorldNode described)
    {
        var passwords = addresses.Passwords(described);
        return new PostgresNode(
            described.Name, addresses.Folder.NodeFolder(described), described.Port, passwords.Admin)
        {
            MajorVersion = addresses.World.Postgres,
            CommitsWaitFor = described.Durability == Durability.Strict ? Standbys(addresses, described) : [],
            Source = described.Primary is null
                ? null
                : new ReplicaSource(
                    addresses.Node(described.Primary).Port, described.ShortName, passwords.Replication),
        };
    }

    /// <summary>Starts it again as what it is by now; waits while somebody keeps it from running.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        while (node.IsFenced)
        {
            await Task.Delay(FenceLook, cancellation);
        }

        var now = WorldAddresses.Read(addresses.Folder);
        var self = now.Nodes.Single(other => other.Place == described.Place);
        node = Open(now, self);
        if (self.Primary is null)
        {
            await node.StartAsync(cancellation);
        }
        else
        {
            await StartReplicaAsync(Open(now, now.Node(self.Primary)), cancellation);
        }
    }

    public Task StopAsync(CancellationToken cancellation) => node.StopAsync(cancellation);

    /// <summary>
    /// Returns also when it is a replica that runs but will never follow again: it has to be made anew.
    /// </summary>
    public async Task WaitForEndAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ended = node.WaitForEndAsync(either.Token);
        var lost = FollowWatch.WaitUntilLostAsync(ReplicaAndPrimary, either.Token);
        var first = await Task.WhenAny(ended, lost);
        await either.CancelAsync();
        await Task.WhenAll(ended, lost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        hasLostPrimary = first == lost && lost.IsCompletedSuccessfully;
        await first;
    }

    /// <summary>Starts it as a replica, made anew when it cannot follow from where it is.</summary>
    public async Task StartReplicaAsync(PostgresNode primary, CancellationToken cancellation)
    {
        var isLeftBehind = await IsLeftBehindAsync(primary, cancellation) || hasLostPrimary;
        hasLostPrimary = false;
        if (isLeftBehind && node.Exists)
        {
            events.Report(new WorldEvent(
                Name, $"lacks changes that {primary.Name} no longer has and is made anew from it"));
            node.Forget();
        }
        else if (node.Exists && !node.IsStandby)
        {
            events.Report(new WorldEvent(Name, $"was a primary and is made anew from {primary.Name}"));
            node.Forget();
        }

        if (!node.Exists)
        {
            await node.CloneAsync(cancellation);
        }

        await node.StartAsync(cancellation);
    }

    // Read each time: a promotion may have made it the primary, or another one.
    private (PostgresNode, PostgresNode)? ReplicaAndPrimary()
    {
        var now = WorldAddresses.Read(addresses.Folder);
        var self = now.Nodes.Single(other => other.Place == described.Place);
        return self.Primary is null ? null : (Open(now, self), Open(now, now.Node(self.Primary)));
    }

    // Those of the writer site, by the names that they have at whichever node is the primary.
    private static string[] Standbys(WorldAddresses addresses, WorldNode described)
    {
        var primary = addresses.Node(described.Primary ?? described.Name);
        return [.. addresses.Nodes
            .Where(node => node.Primary == primary.Name && node.Site == primary.Site)
            .Select(node => node.ShortName)];
    }

    private async Task<bool> IsLeftBehindAsync(PostgresNode primary, CancellationToken cancellation)
    {
        try
        {
            return await NodeBootstrap.EnsureSlotAsync(primary, node.Source!.Slot, cancellation);
        }
        catch (NpgsqlException) when (node.IsStandby)
        {
            // It can be read while its primary is away, and follows it again by itself.
            return false;
        }
    }
}
