using Domicile.Sharding.Nodes;
using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Routing;

/// <summary>One node of a shard as a router holds it; which of them is the primary changes with a promotion.</summary>
/// <param name="Address">Where it is; the register names a primary by host and port.</param>
/// <param name="Writes">For a primary; its connections refuse a node of another shard or epoch.</param>
/// <param name="Repairs">The same, less what else is asked of a connection for writes.</param>
/// <param name="Reads">For a replica: gives up early, since another node can be asked.</param>
/// <param name="IsNear">It may be read from when it is a replica.</param>
internal sealed record ShardNode(
    NodeAddress Address, NodePool Writes, NodePool Repairs, NodePool Reads, bool IsNear)
    : IAsyncDisposable
{
    /// <summary>As <see cref="Writes"/>, for background work, which has a role of its own.</summary>
    public required NodePool Work { get; init; }

    /// <summary>Closes what is open, as soon as nobody uses it; the next caller gets a new connection.</summary>
    public void Clear()
    {
        Writes.Clear();
        Work.Clear();
        Repairs.Clear();
        Reads.Clear();
    }

    /// <summary>Goes over to the logins of this moment; connections that are in use are used up.</summary>
    public async Task FollowLoginsAsync(CancellationToken cancellation)
    {
        await Writes.FollowLoginAsync(cancellation);
        await Work.FollowLoginAsync(cancellation);
        await Repairs.FollowLoginAsync(cancellation);
        await Reads.FollowLoginAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync();
        await Work.DisposeAsync();
        await Repairs.DisposeAsync();
        await Reads.DisposeAsync();
    }
}
