using Domicile.Costs.Prices;

namespace Domicile.Costs;

/// <summary>One line of a monthly bill. Nothing is rounded before it is printed.</summary>
/// <param name="Group">What it belongs to, such as <c>databases</c>.</param>
/// <param name="Name">What is paid for.</param>
/// <param name="Quantity">Units of the price in a month, at the least.</param>
/// <param name="Price">The price, for the Region of the line.</param>
public sealed record BillLine(string Group, string Name, decimal Quantity, PriceUse Price)
{
    /// <summary>Units at the most, where nobody knows the amount; else as <see cref="Quantity"/>.</summary>
    public decimal QuantityMost { get; init; } = Quantity;

    /// <summary>US dollars a month, at the least.</summary>
    public decimal Usd => Quantity * Price.Usd;

    /// <summary>US dollars a month, at the most.</summary>
    public decimal UsdMost => QuantityMost * Price.Usd;
}
