namespace Domicile.Sharding.Setup;

/// <summary>A shard as its region's register knows it.</summary>
/// <param name="HasLeases">It was given user numbers in this epoch, so it cannot be empty.</param>
internal sealed record ShardState(string Name, int Epoch, bool HasLeases);
