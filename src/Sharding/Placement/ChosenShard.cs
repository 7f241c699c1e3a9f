namespace Domicile.Sharding.Placement;

/// <summary>The register's row of one creation of a user.</summary>
internal sealed record ChosenShard(
    Guid CreationId, string Shard, long? UserNumber, bool IsNew, bool IsSameRequest);
