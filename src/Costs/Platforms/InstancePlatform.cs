using Domicile.Costs.Load;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Platforms;

/// <summary>
/// Machines in an auto scaling group behind a load balancer: by themselves, or as the nodes of a Kubernetes cluster.
/// Workers run on the same machines.
/// </summary>
public sealed class InstancePlatform : IPlatform
{
    /// <summary>What one load balancer capacity unit bears: new connections a second.</summary>
    private const decimal UnitConnections = 25m;

    /// <summary>What one load balancer capacity unit bears: GB an hour.</summary>
    private const decimal UnitGigabytes = 1m;

    /// <summary>Requests that come over one connection before it is closed.</summary>
    private const decimal RequestsOfConnection = 10m;

    private readonly PriceList prices;
    private readonly IReadOnlyList<Site> sites;
    private readonly FleetRules rules;
    private readonly bool hasCluster;

    private InstancePlatform(
        string name, (PriceList Prices, IReadOnlyList<Site> Sites) world, FleetRules rules, bool hasCluster)
    {
        (Name, this.rules, this.hasCluster) = (name, rules, hasCluster);
        (prices, sites) = world;
    }

    public string Name { get; }

    /// <summary>Two machines a site, so that one can be lost, and two for workers in a writer site.</summary>
    public static InstancePlatform Ec2(PriceList prices, IReadOnlyList<Site> sites) =>
        new("EC2", (prices, sites), new FleetRules(2, 2, 30m), hasCluster: false);

    /// <summary>
    /// Three machines a site at the least, in a Kubernetes cluster whose own programs take a quarter of a processor and
    /// a GiB of each; workers share them.
    /// </summary>
    public static InstancePlatform Kubernetes(PriceList prices, IReadOnlyList<Site> sites) => new(
        "EKS",
        (prices, sites),
        new FleetRules(3, 0, 50m) { ReservedProcessors = 0.25m, ReservedGigabytes = 1m },
        hasCluster: true);

    public IReadOnlyList<BillLine> Bill(Workload workload) =>
        [.. sites.SelectMany(site => BillOf(site, workload))];

    /// <summary>The machines that carry a site's share of the requests.</summary>
    /// <exception cref="PriceException">The kind that was named cannot hold a server's process.</exception>
    public Fleet FleetOf(Workload workload) =>
        (workload.Machine is { } name ? InstanceType.All.Where(type => type.Name == name) : InstanceType.Usual)
        .Select(type => Fleet.Plan(type, workload, 1m / sites.Count, rules))
        .OfType<Fleet>()
        .FirstOrDefault()
        ?? throw new PriceException(
            $"A process of {workload.MemoryMegabytes} MB does not fit {workload.Machine} on {Name}. Name a larger kind "
            + "of machine, or less memory.");

    private IEnumerable<BillLine> BillOf(Site site, Workload workload)
    {
        if (hasCluster)
        {
            yield return Line(site, "cluster", Workload.HoursOfMonth, ("eks", "cluster, standard support"));
        }

        var fleet = FleetOf(workload);
        var count = fleet.AverageCount + (site.IsWriter ? rules.WorkerCount : 0);
        yield return Line(
            site,
            FormattableString.Invariant($"{count:0.##} × {fleet.Type.Name} on average"),
            count * Workload.HoursOfMonth,
            ("ec2", fleet.Type.Name));
        yield return Line(site, "volumes", count * rules.VolumeGigabytes, ("ec2", "gp3 storage"));
        yield return Line(site, "load balancer", Workload.HoursOfMonth, ("elb", "application load balancer"));
        yield return Line(
            site, "load balancer capacity", CapacityHours(workload), ("elb", "load balancer capacity unit"));
        if (site.TakesForwards)
        {
            yield return Line(
                site, "load balancer between sites", Workload.HoursOfMonth, ("elb", "application load balancer"));
        }
    }

    // Billed by the larger of its measures. Both grow with the rate, so that the pattern does not matter.
    private decimal CapacityHours(Workload workload)
    {
        var rate = workload.Rate / sites.Count;
        var connections = rate / RequestsOfConnection / UnitConnections;
        var gigabytes = rate * 3_600m * workload.Kilobytes / 1_000_000m / UnitGigabytes;
        return Math.Max(connections, gigabytes) * Workload.HoursOfMonth;
    }

    private BillLine Line(Site site, string name, decimal quantity, (string Service, string Item) sold) =>
        new(Name, $"{site.Label}: {name}", quantity, prices.Find(sold.Service, sold.Item, site.Name));
}
