using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Nodes;

/// <summary>
/// As whom a node is entered at this moment: user and password that somebody else changes while the process lives. Safe
/// for many callers; lives as long as the process.
/// </summary>
public interface INodeLogins
{
    /// <summary>The login in use: known, or read when it was not read for a while.</summary>
    ValueTask<NodeLogin> ReadAsync(CancellationToken cancellation);

    /// <summary>
    /// Another login than this one, which the node has just refused; the same when there is no newer one.
    /// </summary>
    ValueTask<NodeLogin> RenewAsync(NodeLogin refused, CancellationToken cancellation);
}
