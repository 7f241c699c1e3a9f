using Domicile.Infrastructure.Worlds;

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
        .. site.IsWriter ? OfTheWriter(site.Region.Name) : [],
    ];

    /// <summary>What only one site of a region has: its queues, and the trail of its account.</summary>
    private static IEnumerable<AlarmPlan> OfTheWriter(string region) =>
    [
        .. new[] { Names.RegionQueue(region), Names.WakeQueue(region), Names.DocumentsQueue(region) }
            .SelectMany(QueueAlarms.Of),
        new AlarmPlan("foreign-changes", "foreign-changes")
        {
            Namespace = Figures.Namespace,
            Metric = Figures.ForeignChanges,
            Dimensions = [],
            Statistic = "Sum",
            PeriodSeconds = 300,
            Periods = 1,
            Threshold = 1,
            Meaning = $"Something was changed in an AWS Region that is no site of {region}.",
        },
    ];
}
