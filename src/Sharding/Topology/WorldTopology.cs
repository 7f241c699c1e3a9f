namespace Domicile.Sharding.Topology;

/// <summary>
/// The world that a <c>domicile.json</c> describes. Immutable and without contradictions when it comes from
/// <c>TopologyFile</c>.
/// </summary>
public sealed record WorldTopology(IReadOnlyList<RegionTopology> Regions, CentralTopology Central);
