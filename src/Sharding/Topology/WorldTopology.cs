using Domicile.Sharding.Topology.Aws;

namespace Domicile.Sharding.Topology;

/// <summary>
/// The world that a <c>domicile.json</c> describes. Immutable and without contradictions when it comes from
/// <c>TopologyFile</c>.
/// </summary>
public sealed record WorldTopology(IReadOnlyList<RegionTopology> Regions, CentralTopology Central)
{
    public Platform Platform { get; init; }

    public AwsWorld Aws { get; init; } = new();
}
