namespace Domicile.Ledger.Central.World;

/// <summary>How many users a region has.</summary>
public sealed record RegionUsers(string Region, long Count);
