namespace Domicile.Costs.Prices;

/// <summary>One list price of AWS, before tax and free tiers.</summary>
/// <param name="Service">Such as <c>aurora</c>.</param>
/// <param name="Item">What is sold, such as <c>ACU, standard</c>.</param>
/// <param name="Region">An AWS Region, or <c>*</c> when it is the same in all.</param>
/// <param name="Usd">US dollars for one unit; more than 0.</param>
/// <param name="Per">The unit, such as <c>hour</c>.</param>
public sealed record Price(string Service, string Item, string Region, decimal Usd, string Per)
{
    /// <summary>Stands for every Region.</summary>
    public const string Everywhere = "*";

    public PriceStatus Status { get; init; }

    /// <summary>Where it was read; null when nowhere.</summary>
    public string? Source { get; init; }

    /// <summary>The day of the newest source; null when the source does not say its own.</summary>
    public DateOnly? Dated { get; init; }

    /// <summary>Service and item, as messages name a price.</summary>
    public string Name => $"{Service}: {Item}";
}
