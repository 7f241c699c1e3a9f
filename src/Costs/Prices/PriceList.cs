namespace Domicile.Costs.Prices;

/// <summary>All prices that are known. Immutable; never answers with 0 for what it does not know.</summary>
public sealed class PriceList
{
    /// <summary>US dollars; above it a price is a mistake, and sums would not fit.</summary>
    private const decimal UsdMax = 1_000_000m;

    private readonly Dictionary<(string Service, string Item, string Region), Price> prices;
    private readonly IReadOnlyList<StandIn> standIns;

    /// <summary>Of two prices for the same item and Region the later one counts.</summary>
    /// <param name="prices">In any order.</param>
    /// <param name="standIns">In the order in which they are tried.</param>
    /// <exception cref="PriceException">A price is 0 or less, or above a million.</exception>
    public PriceList(IEnumerable<Price> prices, IReadOnlyList<StandIn> standIns)
    {
        this.standIns = standIns;
        this.prices = [];
        foreach (var price in prices)
        {
            if (price.Usd is <= 0 or > UsdMax)
            {
                throw new PriceException(
                    $"The price of {price.Name} in {price.Region} is {price.Usd}. A price must be more than 0, and "
                    + $"{UsdMax} at most.");
            }

            this.prices[(price.Service, price.Item, price.Region)] = price;
        }
    }

    /// <summary>What was found in files and not taken, a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The same list, with a file's prices in the place of its own.</summary>
    /// <exception cref="PriceException">A price is for another unit than ours.</exception>
    public PriceList With(PriceFile file)
    {
        var everywhere = file.Prices
            .Where(price => price.Region == Price.Everywhere)
            .Select(price => price.Name)
            .ToHashSet(StringComparer.Ordinal);
        var kept = prices.Values.Where(price => !everywhere.Contains(price.Name));
        var units = prices.Values.DistinctBy(price => price.Name).ToDictionary(price => price.Name, price => price.Per);
        foreach (var price in file.Prices.Where(price => units.GetValueOrDefault(price.Name, price.Per) != price.Per))
        {
            throw new PriceException(
                $"The price of {price.Name} in {price.Region} is for one {price.Per}, where one {units[price.Name]} is "
                + "expected. Give it for that.");
        }

        return new PriceList([.. kept, .. file.Prices], standIns)
        {
            Remarks = [.. Remarks, .. file.Remarks, .. Unused(file, units)],
        };
    }

    // Classes of databases may be any; a topology names them.
    private static IEnumerable<string> Unused(PriceFile file, Dictionary<string, string> units) =>
        from price in file.Prices.DistinctBy(price => price.Name)
        where !units.ContainsKey(price.Name) && !price.Name.StartsWith("aurora: db.", StringComparison.Ordinal)
        select $"The price of {price.Name} is used for nothing. Is it spelled as in aws-prices.json?";

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
