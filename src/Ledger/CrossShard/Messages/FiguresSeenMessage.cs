using Domicile.Ledger.Central;

namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>From the centre to a region: what it has of the figures of one of its shards.</summary>
/// <param name="Shard">Such as <c>eu/s1</c>.</param>
/// <param name="Streams">A line an epoch.</param>
public sealed record FiguresSeenMessage(int Version, string Shard, IReadOnlyList<FiguresSeen> Streams)
    : RegionMessage(Version);
