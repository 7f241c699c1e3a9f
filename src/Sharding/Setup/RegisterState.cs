using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Setup;

/// <summary>All that a region's register says about its shards and ranges, read in one transaction.</summary>
/// <param name="FirstRanges">What the topology said when each of them was first given.</param>
internal sealed record RegisterState(
    IReadOnlyList<ShardState> Shards,
    IReadOnlyList<RangeState> Ranges,
    IReadOnlyList<(NumberRange Range, string Shard)> FirstRanges);
