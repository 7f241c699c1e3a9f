namespace Domicile.Infrastructure.Operations.Alarms;

/// <summary>A node's connections, storage, processor and how far its copies are behind.</summary>
internal static class NodeAlarms
{
    private const string Rds = "AWS/RDS";

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
    public static IEnumerable<AlarmPlan> Of(string cluster, bool isFollower)
    {
        (string Name, string Value)[] of = [("DBClusterIdentifier", cluster)];
        yield return new AlarmPlan($"connections-{cluster}", "connections")
        {
            Namespace = Rds,
            Metric = "DatabaseConnections",
            Dimensions = of,
            Threshold = ConnectionsMax,
            Meaning = $"{cluster} has more connections than our pools should open.",
        };
        yield return new AlarmPlan($"local-storage-{cluster}", "storage")
        {
            Namespace = Rds,
            Metric = "FreeLocalStorage",
            Statistic = "Minimum",
            Dimensions = of,
            IsLow = true,
            Threshold = LocalBytesMin,
            Meaning = $"An instance of {cluster} runs out of the storage for sorts and logs.",
        };
        yield return new AlarmPlan($"volume-{cluster}", "storage")
        {
            Namespace = Rds,
            Metric = "VolumeBytesUsed",
            Dimensions = of,
            PeriodSeconds = 3600,
            Periods = 1,
            Threshold = VolumeBytesMax,
            Meaning = $"{cluster} has used half of what a cluster can hold: move ranges to another shard.",
        };
        yield return new AlarmPlan($"processor-{cluster}", "latency")
        {
            Namespace = Rds,
            Metric = "CPUUtilization",
            Dimensions = of,
            Periods = Minutes,
            Threshold = ProcessorPercent,
            Meaning = $"An instance of {cluster} has been busy for a quarter of an hour.",
        };
        yield return new AlarmPlan($"replica-lag-{cluster}", "lag")
        {
            Namespace = Rds,
            Metric = isFollower ? "AuroraGlobalDBReplicationLag" : "AuroraReplicaLag",
            Dimensions = of,
            Threshold = isFollower ? SiteLagMilliseconds : ReplicaLagMilliseconds,
            Meaning = $"Reads of {cluster} are behind what was written.",
        };
    }
}
