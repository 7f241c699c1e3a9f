namespace Domicile.Sharding.Topology;

/// <summary>One shard's primary and its read replicas.</summary>
/// <param name="Name">The shard's name within its region, such as <c>s1</c>.</param>
public sealed record ShardNodes(string Name, NodeAddress Primary, IReadOnlyList<NodeAddress> Replicas);
