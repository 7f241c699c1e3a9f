namespace Domicile.Sharding.Topology;

/// <summary>The nodes of one region, as a process of that region may reach them. It knows no other region's.</summary>
public sealed record RegionNodes(string Region, NodeAddress Register, IReadOnlyList<ShardNodes> Shards);
