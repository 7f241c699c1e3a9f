namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>To a region that had legs with users who were erased elsewhere.</summary>
public sealed record ErasuresMessage(int Version, IReadOnlyList<ErasureLine> Erasures) : RegionMessage(Version);
