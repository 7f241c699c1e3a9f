using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Routing;

/// <summary>One node of a shard as a router holds it; which of them is the primary changes with a promotion.</summary>
/// <param name="Address">Where it is; the register names a primary by host and port.</param>
/// <param name="Writes">For a primary; its connections refuse a node of another shard or epoch.</param>
/// <param name="Reads">For a replica: gives up early, since another node can be asked.</param>
/// <param name="IsNear">It may be read from when it is a replica.</param>
internal sealed record ShardNode(NodeAddress Address, NpgsqlDataSource Writes, NpgsqlDataSource Reads, bool IsNear)
    : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Writes.DisposeAsync();
        await Reads.DisposeAsync();
    }
}
