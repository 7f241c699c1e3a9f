namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>To the payees' region: transfers that left their payers' wallets and wait for a verdict.</summary>
public sealed record LegsMessage(int Version, IReadOnlyList<LegLine> Legs) : RegionMessage(Version);
