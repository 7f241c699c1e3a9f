using Domicile.Infrastructure.Worlds;
using ComputeChoice = Domicile.Sharding.Topology.Aws.Compute;

namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>Every alarm of a site. An alarm watches figures of its own AWS Region only, so each has its own.</summary>
internal static class SiteAlarms
{
    public static IReadOnlyList<AlarmPlan> Of(SitePlan site) =>
    [
        .. ServerAlarms.Of(site),
        .. NodePlan.Of(site.Region)
            .Where(node => node.InstancesIn(site) > 0)
            .SelectMany(node => NodeAlarms.Of(Names.Cluster(node.Region, node.Name), isFollower: !site.IsWriter)),
        .. Functions(site).SelectMany(FunctionAlarms.Of),
        .. site.IsWriter ? OfTheWriter(site.Region.Name) : [],
    ];

    /// <summary>The functions of a site: documents go to institutions by one whatever the servers run on.</summary>
    private static IEnumerable<string> Functions(SitePlan site)
    {
        var region = site.Region.Name;
        if (site.Region.Topology.Aws.Compute == ComputeChoice.Lambda)
        {
            yield return Names.ApiFunction(region);
        }

        if (site.IsWriter && site.Region.Topology.Aws.Compute == ComputeChoice.Lambda)
        {
            yield return Names.WorkersFunction(region);
        }

        if (site.IsWriter)
        {
            yield return Names.DocumentsFunction(region);
        }
    }

    /// <summary>What only one site of a region has: its queues, its secrets and the trail of its account.</summary>
    private static IEnumerable<AlarmPlan> OfTheWriter(string region) =>
    [
        .. new[] { Names.RegionQueue(region), Names.WakeQueue(region), Names.DocumentsQueue(region) }
            .SelectMany(QueueAlarms.Of),
        FunctionAlarms.OfRotation(Names.RotationFunction(region)),
        RotationNews.Alarm(region),
        TrailAlarms.ForeignChanges(region),
    ];
}
