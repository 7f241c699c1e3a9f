using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Routing;

/// <summary>
/// One shard of a region as a router holds it: pools of connections to its nodes, living as long as the router. After a
/// promotion another of them is the primary: ask for it anew for every unit of work, and keep none.
/// </summary>
public sealed class Shard
{
    private readonly ShardNode[] nodes;
    private Seats seats;

    internal Shard(string region, ShardNodes addresses, ShardPools pools)
    {
        Name = addresses.Name;
        FullName = $"{region}/{addresses.Name}";
        nodes =
        [
            .. addresses.Replicas.Concat(addresses.Far).Prepend(addresses.Primary)
                .DistinctBy(address => address.Place)
                .Select(address => new ShardNode(
                    address,
                    ShardIdentity.Open(
                        this, address, address.WriteSettings(pools.Application, pools.Sizes.Shard), pools.Check),
                    ShardIdentity.Open(
                        this, address, address.WriteSettings(pools.Application, PoolSizes.Repairs), null),
                    address.OpenForReplicaReads(pools.Application, pools.Sizes.Shard),
                    addresses.Far.All(far => far.Place != address.Place))
                {
                    Work = ShardIdentity.Open(
                        this,
                        address.ForWork,
                        address.ForWork.WriteSettings(pools.Application, pools.Sizes.ShardWork),
                        pools.Check),
                }),
        ];
        seats = new Seats(0, nodes[0], Others(nodes[0]));
    }

    /// <summary>The name within the region, such as <c>s1</c>.</summary>
    public string Name { get; }

    /// <summary>The name in the world, such as <c>eu/s1</c>.</summary>
    public string FullName { get; }

    /// <summary>The generation that the register told of; 0 before the first reading of the map.</summary>
    public int Epoch => Volatile.Read(ref seats).Epoch;

    /// <summary>The node that writes at this moment.</summary>
    public NodePool Primary => Volatile.Read(ref seats).Primary.Writes;

    /// <summary>
    /// The same node as the role of background work: what only passes may do is done here, and nothing for a caller.
    /// </summary>
    public NodePool PrimaryForWork => Volatile.Read(ref seats).Primary.Work;

    /// <summary>
    /// The same node, for the work that brings it to where <see cref="IConnectionCheck"/> lets others in. Few
    /// connections.
    /// </summary>
    public NodePool PrimaryUnchecked => Volatile.Read(ref seats).Primary.Repairs;

    /// <summary>Where the node is that writes at this moment, for those who want a connection of their own.</summary>
    public NodeAddress PrimaryAddress => Volatile.Read(ref seats).Primary.Address;

    /// <summary>
    /// The other nodes that are near. Whether one follows, and how far, is the replica watch's to say.
    /// </summary>
    public IEnumerable<NodePool> Replicas => Volatile.Read(ref seats).Replicas.Select(node => node.Reads);

    internal IReadOnlyList<ShardNode> Nodes => nodes;

    /// <summary>Takes over what the register says, unless it is older than what is known.</summary>
    /// <param name="epoch">The shard's generation.</param>
    /// <param name="place">Host and port of its primary; null for the one that this process was given.</param>
    internal void Seat(int epoch, string? place)
    {
        var before = Volatile.Read(ref seats);
        if (epoch < before.Epoch)
        {
            return;
        }

        // A node that this process knows by another address, such as a proxy's, is the one that it was given. When
        // that is not the primary any more, its epoch says so to every new connection.
        var primary = Array.Find(nodes, node => node.Address.Place == place) ?? nodes[0];
        if (epoch == before.Epoch && primary == before.Primary)
        {
            return;
        }

        Volatile.Write(ref seats, new Seats(epoch, primary, Others(primary)));

        // What is open leads to a node that has lost its part, or was opened when it had none.
        foreach (var node in nodes.Where(_ => before.Epoch > 0))
        {
            node.Clear();
        }
    }

    private ShardNode[] Others(ShardNode primary) => [.. nodes.Where(node => node != primary && node.IsNear)];

    private sealed record Seats(int Epoch, ShardNode Primary, ShardNode[] Replicas);
}
