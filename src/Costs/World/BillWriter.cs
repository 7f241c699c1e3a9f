using Domicile.Costs.Load;
using Domicile.Costs.Prices;
using Domicile.Sharding.Topology;

namespace Domicile.Costs.World;

/// <summary>Collects the lines of one bill.</summary>
internal sealed class BillWriter(WorldTopology world, Workload workload, PriceList prices)
{
    private readonly List<BillLine> lines = [];

    public WorldTopology World => world;

    public Workload Workload => workload;

    public IReadOnlyList<BillLine> Lines => lines;

    public int SiteCount { get; } = world.Regions.Sum(region => region.Sites.Count);

    /// <summary>A site's share of the whole world's load.</summary>
    public decimal SiteShare => 1m / SiteCount;

    /// <summary>A region's share of the whole world's load.</summary>
    public decimal ShareOf(RegionTopology region) => (decimal)region.Sites.Count / SiteCount;

    /// <summary>Adds a line.</summary>
    /// <param name="group">What it belongs to.</param>
    /// <param name="place">The site, and whose it is there.</param>
    /// <param name="what">Service and item as the price list names them, and the line's own words.</param>
    /// <param name="amount">Units a month at the least and at the most.</param>
    public void Add(
        string group,
        Place place,
        (string Service, string Item, string Name) what,
        (decimal Least, decimal Most) amount)
    {
        if (amount.Most > 0)
        {
            lines.Add(new BillLine(
                group, $"{place.Label}: {what.Name}", amount.Least, prices.Find(what.Service, what.Item, place.Site))
            {
                QuantityMost = amount.Most,
            });
        }
    }

    /// <summary>Adds a line whose amount is known.</summary>
    /// <inheritdoc cref="Add(string, Place, ValueTuple{string, string, string}, ValueTuple{decimal, decimal})"/>
    public void Add(string group, Place place, (string Service, string Item, string Name) what, decimal amount) =>
        Add(group, place, what, (amount, amount));
}
