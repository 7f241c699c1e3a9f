namespace Domicile.Ledger.Central.World;

/// <summary>Money that left its payers and has neither arrived nor come back, as the payers' side knows.</summary>
/// <param name="From">The payers' region.</param>
/// <param name="To">The payees' region; the same for transfers between two of its shards.</param>
/// <param name="Sum">In the asset's minor units.</param>
public sealed record FlightFigures(string From, string To, string Asset, decimal Count, decimal Sum);
