using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Costs.World;

/// <summary>
/// What watches over the world: metrics, alarms, dashboards, logs, recorded configuration; names, and the wall.
/// </summary>
internal static class OperationLines
{
    /// <summary>Metrics of our own that a node has.</summary>
    public const int MetricsOfNode = 9;

    /// <summary>
    /// Alarms of a writer site: on its servers, its three queues, its functions, its secrets and its account. Each
    /// shard has one more, for what the centre has not yet.
    /// </summary>
    public const int AlarmsOfWriter = 17;

    /// <summary>Alarms of a reader site on its servers.</summary>
    public const int AlarmsOfReader = 4;

    /// <summary>Alarms of a site on each node.</summary>
    public const int AlarmsOfNode = 5;

    /// <summary>Alarms on a function of the API or of the workers.</summary>
    public const int AlarmsOfFunction = 2;

    /// <summary>The alarm of a site whose servers are no functions: that they are silent.</summary>
    public const int AlarmsOfServers = 1;

    /// <summary>Alarms on what the world has in its own account.</summary>
    public const int AlarmsOfWorld = 12;

    /// <summary>Kilobytes that a request leaves in logs, those of the network among them.</summary>
    public const decimal LogKilobytesOfRequest = 1m;

    /// <summary>Changes of configuration that a site's recorder sees in a month.</summary>
    public const decimal ChangesOfSite = 500m;

    /// <summary>Evaluations of rules in a site and month.</summary>
    public const decimal EvaluationsOfSite = 1_000m;

    /// <summary>Rules of the wall in front of the pages.</summary>
    public const int WallRules = 4;

    /// <summary>Where AWS has what stands at its edge.</summary>
    private const string EdgeSite = "us-east-1";

    private const decimal KilobytesOfGigabyte = 1_000_000m;
    private const string Group = "operations";

    public static void Write(BillWriter bill)
    {
        foreach (var region in bill.World.Regions)
        {
            foreach (var site in region.Sites)
            {
                WriteSite(bill, region, site);
            }

            bill.Add(Group, Place.Of(region, region.WriterSite), ("cloudwatch", "dashboard", "dashboard"), 1m);
            bill.Add("edge", Place.Of(region, region.WriterSite), ("route53", "hosted zone", "zone of names"), 1m);
        }

        var centre = Place.Centre(bill.World);
        bill.Add(Group, centre, ("cloudwatch", "dashboard", "dashboard of the world"), 1m);
        bill.Add(Group, centre, ("cloudwatch", "alarm", $"{AlarmsOfWorld} alarms"), AlarmsOfWorld);
        var edge = new Place(centre.Owner, EdgeSite);
        bill.Add("edge", edge, ("route53", "hosted zone", "zone of names"), 1m);
        bill.Add("edge", edge, ("waf", "web access list", "wall in front of the pages"), 1m);
        bill.Add("edge", edge, ("waf", "rule", $"{WallRules} rules of the wall"), WallRules);
    }

    private static void WriteSite(BillWriter bill, RegionTopology region, SiteTopology site)
    {
        var place = Place.Of(region, site);
        var metrics = (region.Shards.Count + 2) * MetricsOfNode;
        bill.Add(Group, place, ("cloudwatch", "metric", $"{metrics} metrics"), metrics);
        var alarms = AlarmsOf(region, site);
        bill.Add(Group, place, ("cloudwatch", "alarm", $"{alarms} alarms"), alarms);
        bill.Add(
            Group,
            place,
            ("cloudwatch", "log data", "logs"),
            bill.Workload.RequestsOfMonth * bill.SiteShare * LogKilobytesOfRequest / KilobytesOfGigabyte);
        bill.Add(Group, place, ("config", "configuration item", "recorded changes"), ChangesOfSite);
        if (region.Sites.Count > 1)
        {
            bill.Add("edge", place, ("route53", "health check", "check whether the site answers"), 1m);
            bill.Add("edge", place, ("route53", "health check over TLS", "the same over TLS"), 1m);
        }

        bill.Add(Group, place, ("config", "rule evaluation", "evaluations of rules"), EvaluationsOfSite);
    }

    private static int AlarmsOf(RegionTopology region, SiteTopology site)
    {
        var nodes = (region.Shards.Count + 2) * AlarmsOfNode;
        var isLambda = region.Aws.Compute == Compute.Lambda;
        return site.Role == SiteRole.Writer
            ? AlarmsOfWriter + region.Shards.Count + nodes + (isLambda ? 2 * AlarmsOfFunction : AlarmsOfServers)
            : AlarmsOfReader + (isLambda ? AlarmsOfFunction : AlarmsOfServers) + (site.Replicas > 0 ? nodes : 0);
    }
}
