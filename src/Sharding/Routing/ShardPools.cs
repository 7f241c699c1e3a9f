namespace Domicile.Sharding.Routing;

/// <summary>How a router enters each node of its shards.</summary>
/// <param name="Application">Shown in <c>pg_stat_activity</c>.</param>
/// <param name="SizeMax">Connections to each primary, and to each replica.</param>
/// <param name="Check">Asked about each new connection for writes; null for nobody.</param>
internal sealed record ShardPools(string Application, int SizeMax, IConnectionCheck? Check);
