namespace Domicile.Ledger.CrossShard.Messages;

/// <summary>Back to the payers' region: what the payees' side committed.</summary>
public sealed record VerdictsMessage(int Version, IReadOnlyList<VerdictLine> Verdicts) : RegionMessage(Version);
