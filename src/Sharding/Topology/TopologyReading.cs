namespace Domicile.Sharding.Topology;

/// <summary>What a topology file says, or all that is wrong with it.</summary>
/// <param name="World">Null when there are mistakes.</param>
/// <param name="Mistakes">In the order of the file; empty when the file is good.</param>
public sealed record TopologyReading(WorldTopology? World, IReadOnlyList<TopologyMistake> Mistakes);
