using Domicile.Costs;
using Domicile.Costs.Load;
using Domicile.Costs.Platforms;
using Domicile.Costs.Prices;
using Domicile.Costs.World;

namespace Domicile.Cli.Cloud;

/// <summary>All that <c>./domicile cost</c> says.</summary>
/// <param name="Comparison">The servers.</param>
/// <param name="Advice">What to run them on.</param>
/// <param name="Rest">All but the servers.</param>
/// <param name="Today">Against which prices are old.</param>
internal sealed record CostReport(Comparison Comparison, Advice Advice, WorldBill Rest, DateOnly Today)
{
    private const decimal HoursOfDay = 24m;

    /// <summary>What AWS asks money for and the sums do not have.</summary>
    public IReadOnlyList<Unpriced> Unpriced { get; init; } = [];

    /// <summary>What was found in files of prices and not taken.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>US dollars a month at the least, servers included.</summary>
    public decimal Usd => Comparison.Choice.Usd + Rest.Usd;

    /// <summary>US dollars a month at the most, servers included.</summary>
    public decimal UsdMost => Comparison.Choice.Usd + Rest.UsdMost;

    /// <summary>Every price used that is not to be leaned on, once.</summary>
    public IReadOnlyList<PriceUse> Doubted =>
    [
        .. Comparison.Bills.SelectMany(bill => bill.Lines)
            .Concat(Rest.Lines)
            .Select(line => line.Price)
            .Distinct()
            .Where(price => price.Doubts(Today).Count > 0),
    ];

    /// <summary>The part of a month's sum that falls on a day.</summary>
    public static decimal OfDay(decimal usdOfMonth) => usdOfMonth * HoursOfDay / Workload.HoursOfMonth;

    /// <summary>To the cent, halves away from zero.</summary>
    public static decimal Cents(decimal usd) => Math.Round(usd, 2, MidpointRounding.AwayFromZero);

    /// <summary>The rest by group, in the order in which groups first come.</summary>
    public IEnumerable<IGrouping<string, BillLine>> Groups() => Rest.Lines.GroupBy(line => line.Group);
}
