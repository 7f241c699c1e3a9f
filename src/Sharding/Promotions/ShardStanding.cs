namespace Domicile.Sharding.Promotions;

/// <summary>What a register says of one shard.</summary>
/// <param name="Place">Host and port of its primary; null when it was never said.</param>
/// <param name="Standbys">The names of all standbys, such as <c>r1</c>.</param>
/// <param name="Promotable">Those that may be promoted: what left the shard is on the disk of one of them.</param>
public sealed record ShardStanding(
    int Epoch, string? Place, IReadOnlyList<string> Standbys, IReadOnlyList<string> Promotable);
