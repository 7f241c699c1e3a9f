namespace Domicile.Sharding.Routing;

/// <summary>
/// Where a user's rows are, as this router believes; the shard checks <paramref name="RangeId"/> on every write.
/// </summary>
public readonly record struct ShardRoute(Shard Shard, int RangeId);
