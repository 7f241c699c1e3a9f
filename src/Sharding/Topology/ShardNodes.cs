namespace Domicile.Sharding.Topology;

/// <summary>One shard's primary and the read replicas that are near.</summary>
/// <param name="Name">The shard's name within its region, such as <c>s1</c>.</param>
public sealed record ShardNodes(string Name, NodeAddress Primary, IReadOnlyList<NodeAddress> Replicas)
{
    /// <summary>
    /// Nodes that are not read from as replicas because they are far away; any of them may be, or become, the primary.
    /// </summary>
    public IReadOnlyList<NodeAddress> Far { get; init; } = [];
}
