using Domicile.Costs.Load;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Platforms;

/// <summary>
/// Functions behind an HTTP API, paid by request and by the milliseconds of memory that they hold. The pattern does not
/// matter to the bill: nothing is paid while nobody asks.
/// </summary>
/// <param name="prices">Of all the sites.</param>
/// <param name="sites">At least one; each takes an equal share of the requests.</param>
public sealed class LambdaPlatform(PriceList prices, IReadOnlyList<Site> sites) : IPlatform
{
    /// <summary>Passes of the workers a month when the schedule starts one each minute.</summary>
    public const decimal PassesOfMonth = 60m * Workload.HoursOfMonth;

    /// <summary>Seconds that a pass takes when there is little to do.</summary>
    public const decimal QuietPassSeconds = 1m;

    /// <summary>A duration is billed in whole milliseconds, and one at least.</summary>
    private const decimal BilledMillisecondsMin = 1m;

    private const decimal MegabytesOfGigabyte = 1024m;
    private const string Group = "Lambda";

    public string Name => "Lambda";

    public IReadOnlyList<BillLine> Bill(Workload workload) =>
        [.. sites.SelectMany(site => BillOf(site, workload))];

    private IEnumerable<BillLine> BillOf(Site site, Workload workload)
    {
        var requests = workload.RequestsOfMonth / sites.Count;
        var gigabytes = workload.MemoryMegabytes / MegabytesOfGigabyte;
        var seconds = Math.Max(BilledMillisecondsMin, Math.Ceiling(workload.Milliseconds)) / 1_000m;
        yield return Line(site, "requests to functions", requests, ("lambda", "request"));
        yield return Line(site, "time of functions", requests * seconds * gigabytes, ("lambda", "arm GB-second"));
        yield return Line(site, "HTTP API", requests, ("apigateway", "HTTP API request"));
        if (site.TakesForwards)
        {
            yield return Line(
                site, "load balancer between sites", Workload.HoursOfMonth, ("elb", "application load balancer"));
        }

        if (site.IsWriter)
        {
            yield return Line(site, "passes, one a minute", PassesOfMonth, ("lambda", "request"));
            yield return Line(
                site, "time of passes", PassesOfMonth * QuietPassSeconds * gigabytes, ("lambda", "arm GB-second"));
        }
    }

    private BillLine Line(Site site, string name, decimal quantity, (string Service, string Item) sold) =>
        new(Group, $"{site.Label}: {name}", quantity, prices.Find(sold.Service, sold.Item, site.Name));
}
