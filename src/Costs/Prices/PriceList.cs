namespace Domicile.Costs.Prices;

/// <summary>All prices that are known. Immutable; never answers with 0 for what it does not know.</summary>
public sealed class PriceList
{
    private readonly Dictionary<(string Service, string Item, string Region), Price> prices;
    private readonly IReadOnlyList<StandIn> standIns;

    /// <summary>Of two prices for the same item and Region the later one counts.</summary>
    /// <param name="prices">In any order.</param>
    /// <param name="standIns">In the order in which they are tried.</param>
    /// <exception cref="PriceException">A price is 0 or less.</exception>
    public PriceList(IEnumerable<Price> prices, IReadOnlyList<StandIn> standIns)
    {
        this.standIns = standIns;
        this.prices = [];
        foreach (var price in prices)
        {
            if (price.Usd <= 0)
            {
                throw new PriceException(
                    $"The price of {price.Name} in {price.Region} is {price.Usd}. A price must be more than 0.");
            }

            this.prices[(price.Service, price.Item, price.Region)] = price;
        }
    }

    /// <summary>What was found in files and not taken, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The same list, with a file's prices in the place of its own.</summary>
    public PriceList With(PriceFile file)
    {
        var everywhere = file.Prices
            .Where(price => price.Region == Price.Everywhere)
            .Select(price => price.Name)
            .ToHashSet(StringComparer.Ordinal);
        var kept = prices.Values.Where(price => !everywhere.Contains(price.Name));
        return new PriceList([.. kept, .. file.Prices], standIns) { Remarks = [.. Remarks, .. file.Remarks] };
    }

    /// <summary>The price of an item in a Region, or in the Region that stands in for it.</summary>
    /// <exception cref="PriceException">There is none.</exception>
    public PriceUse Find(string service, string item, string region)
    {
        if (Exact(service, item, region) is { } own)
        {
            return new PriceUse(own, region);
        }

        foreach (var standIn in standIns.Where(one => region.StartsWith(one.Like, StringComparison.Ordinal)))
        {
            if (Exact(service, item, standIn.Use) is { } other)
            {
                return new PriceUse(other, region);
            }
        }

        throw new PriceException(
            $"There is no price of {service}: {item} in {region}, nor in a Region that stands in for it. Give a file "
            + "that has it with --prices.");
    }

    private Price? Exact(string service, string item, string region) =>
        prices.GetValueOrDefault((service, item, region))
        ?? prices.GetValueOrDefault((service, item, Price.Everywhere));
}
