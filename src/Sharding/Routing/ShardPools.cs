using Domicile.Sharding.Nodes;

namespace Domicile.Sharding.Routing;

/// <summary>How a router enters each node of its shards.</summary>
/// <param name="Application">Shown in <c>pg_stat_activity</c>.</param>
/// <param name="Sizes">Connections to each node.</param>
/// <param name="Check">Asked about each new connection for writes; null for nobody.</param>
internal sealed record ShardPools(string Application, PoolSizes Sizes, IConnectionCheck? Check);
