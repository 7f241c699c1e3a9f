namespace Domicile.Costs.Prices;

/// <summary>A price is missing, or a file of prices cannot be read. The message says which and what to do.</summary>
public sealed class PriceException(string message) : Exception(message);
