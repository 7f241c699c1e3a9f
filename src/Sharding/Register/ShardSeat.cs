namespace Domicile.Sharding.Register;

/// <summary>Which node of a shard the register calls its primary.</summary>
/// <param name="Place">Host and port; null when it was never said.</param>
internal readonly record struct ShardSeat(string Shard, int Epoch, string? Place);
