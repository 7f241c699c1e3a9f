namespace Domicile.Costs.Prices;

/// <summary>Whose price is taken where a Region has none.</summary>
/// <param name="Like">How the names of the Regions begin that this is for; empty for all.</param>
/// <param name="Use">The Region whose price is taken.</param>
public sealed record StandIn(string Like, string Use);
