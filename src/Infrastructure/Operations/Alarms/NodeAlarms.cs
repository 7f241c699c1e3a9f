namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>A node's connections, storage, processor and how far its copies are behind.</summary>
internal static class NodeAlarms
{
    /// <summary>
    /// Aurora allows some thousand connections on the smallest instance that we give; what we open is far less.
    /// </summary>
    private const double ConnectionsMax = 700;

    /// <summary>Local storage takes what sorts and logs spill; Aurora's own volume grows by itself.</summary>
    private const double LocalBytesMin = 2_000_000_000;

    /// <summary>Of Aurora's 128 TiB.</summary>
    private const double VolumeBytesMax = 64e12;

    private const double ReplicaLagMilliseconds = 5_000;
    private const double SiteLagMilliseconds = 30_000;
    private const double ProcessorPercent = 85;
    private const int Minutes = 15;

    /// <param name="cluster">The cluster's identifier.</param>
    /// <param name="isFollower">True for a cluster that follows one in another site.</param>
    public static IEnumerable<AlarmPlan> Of(string cluster, bool isFollower) =>
    [
        One(cluster, "connections", "DatabaseConnections") with
        {
            Threshold = ConnectionsMax,
            Meaning = $"{cluster} has more connections than our pools should open.",
        },
        One(cluster, "storage", "FreeLocalStorage") with
        {
            Name = $"local-storage-{cluster}",
            Statistic = "Minimum",
            IsLow = true,
            Threshold = LocalBytesMin,
            Meaning = $"An instance of {cluster} runs out of the storage for sorts and logs.",
        },
        One(cluster, "storage", "VolumeBytesUsed") with
        {
            Name = $"volume-{cluster}",
            PeriodSeconds = 3600,
            Periods = 1,
            Threshold = VolumeBytesMax,
            Meaning = $"{cluster} has used half of what a cluster can hold: move ranges to another shard.",
        },
        One(cluster, "latency", "CPUUtilization") with
        {
            Name = $"processor-{cluster}",
            Periods = Minutes,
            Threshold = ProcessorPercent,
            Meaning = $"An instance of {cluster} has been busy for a quarter of an hour.",
        },
        One(cluster, "lag", isFollower ? "AuroraGlobalDBReplicationLag" : "AuroraReplicaLag") with
        {
            Name = $"replica-lag-{cluster}",
            Threshold = isFollower ? SiteLagMilliseconds : ReplicaLagMilliseconds,
            Meaning = $"Reads of {cluster} are behind what was written.",
        },
    ];

    private static AlarmPlan One(string cluster, string runbook, string metric) => new($"{runbook}-{cluster}", runbook)
    {
        Namespace = "AWS/RDS",
        Metric = metric,
        Dimensions = [("DBClusterIdentifier", cluster)],
        Threshold = 0,
        Meaning = string.Empty,
    };
}
