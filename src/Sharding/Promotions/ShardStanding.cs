namespace Domicile.Sharding.Promotions;

/// <summary>What a register says of one shard.</summary>
/// <param name="Place">Host and port of its primary; null when it was never said.</param>
/// <param name="Promotable">The standbys that may be promoted, such as <c>r1</c>.</param>
public sealed record ShardStanding(int Epoch, string? Place, IReadOnlyList<string> Promotable);
