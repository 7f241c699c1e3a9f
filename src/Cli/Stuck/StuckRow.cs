namespace Domicile.Cli.Stuck;

/// <summary>The transfers of one shard that are stuck for one reason.</summary>
/// <param name="Oldest">The id of the one that is under way for the longest.</param>
/// <param name="Since">When that one left its payer's wallet.</param>
internal sealed record StuckRow(string Shard, string Reason, long Count, Guid Oldest, DateTimeOffset Since);
