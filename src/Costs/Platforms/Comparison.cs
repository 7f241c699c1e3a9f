using Domicile.Costs.Load;
using Domicile.Costs.Prices;
using Domicile.Sharding.Topology;

namespace Domicile.Costs.Platforms;

/// <summary>The servers of a world on each platform, and which to take.</summary>
/// <param name="Workload">What was asked of them.</param>
/// <param name="Bills">Lambda, EC2 and EKS, each with its bill.</param>
/// <param name="Ec2Instead">From which rate on EC2 costs no more than Lambda.</param>
/// <param name="EksInstead">From which rate on EKS costs no more than Lambda.</param>
/// <param name="Objections">Why Lambda cannot do it; empty when it can.</param>
public sealed record Comparison(
    Workload Workload,
    IReadOnlyList<PlatformBill> Bills,
    BreakEven Ec2Instead,
    BreakEven EksInstead,
    IReadOnlyList<string> Objections)
{
    /// <summary>Functions that run at once in one site in the busiest phase.</summary>
    public required decimal PeakConcurrency { get; init; }

    public PlatformBill Lambda => Bills[0];

    /// <summary>The cheapest of those that can do it.</summary>
    public PlatformBill Choice => (Objections.Count > 0 ? Bills.Skip(1) : Bills).MinBy(bill => bill.Usd)!;

    /// <summary>Compares all of them.</summary>
    /// <exception cref="PriceException">A price is missing.</exception>
    public static Comparison Make(WorldTopology world, Workload workload, PriceList prices)
    {
        var sites = SitesOf(world);
        IPlatform lambda = new LambdaPlatform(prices, sites);
        IPlatform ec2 = InstancePlatform.Ec2(prices, sites);
        IPlatform eks = InstancePlatform.Kubernetes(prices, sites);
        var needs = world.Regions.Select(region => region.Aws.Requests).ToList();
        var seconds = Math.Max(workload.Milliseconds / 1_000m, needs.Max(need => need.Seconds));
        var bytes = Math.Max(workload.Kilobytes * 1_000m, needs.Max(need => need.Bytes));
        var limits = new LambdaLimits(sites.Any(site => site.TakesForwards));
        return new Comparison(
            workload,
            [.. new[] { lambda, ec2, eks }.Select(one => new PlatformBill(one.Name, one.Bill(workload)))],
            BreakEven.Find(lambda, ec2, workload),
            BreakEven.Find(lambda, eks, workload),
            limits.Objections(seconds, bytes, workload.PassSeconds))
        {
            PeakConcurrency = Math.Ceiling(
                workload.Rate / sites.Count * workload.Pattern.Peak * workload.Milliseconds / 1_000m),
        };
    }

    /// <summary>Every site of every region, in the order of the file.</summary>
    public static IReadOnlyList<Site> SitesOf(WorldTopology world) =>
    [
        .. from region in world.Regions
           from site in region.Sites
           select new Site(region.Name, site.Name, site.Role == SiteRole.Writer, region.Sites.Count > 1),
    ];
}
