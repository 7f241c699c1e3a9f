namespace Domicile.Sharding.Topology;

/// <summary>One shard of a region as the topology file describes it.</summary>
/// <param name="Name">The name within the region, such as <c>s1</c>.</param>
/// <param name="Ranges">What it owns to begin with; the register says what it owns later. May be empty.</param>
/// <param name="Replicas">Read replicas beside its primary, at the writer site; 0 or more.</param>
public sealed record ShardTopology(string Name, IReadOnlyList<NumberRange> Ranges, int Replicas)
{
    /// <summary>When it answers that something is committed.</summary>
    public Durability Durability { get; init; }
}
