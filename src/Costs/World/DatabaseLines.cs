using Domicile.Costs.Load;
using Domicile.Sharding.Topology;

namespace Domicile.Costs.World;

/// <summary>Aurora: instances, storage, reads and writes of it, what is copied to reader sites, and backups.</summary>
internal static class DatabaseLines
{
    /// <summary>GB of a node without books.</summary>
    public const decimal SmallNodeGigabytes = 1m;

    /// <summary>Writes of storage that a transfer makes: its rows, indexes and messages, with the log.</summary>
    public const decimal WritesOfTransfer = 10m;

    /// <summary>Reads of storage that a request makes when its rows are not in memory.</summary>
    public const decimal ReadsOfRequest = 5m;

    /// <summary>Kilobytes of log of a transfer, as they travel to a reader site.</summary>
    public const decimal LogKilobytesOfTransfer = 20m;

    private const string Group = "databases";

    public static void Write(BillWriter bill)
    {
        foreach (var node in DatabaseNode.All(bill.World))
        {
            WriteInstances(bill, node);
            WriteStorage(bill, node);
        }

        foreach (var region in bill.World.Regions)
        {
            WriteLoad(bill, region);
        }
    }

    private static void WriteInstances(BillWriter bill, DatabaseNode node)
    {
        var place = new Place(node.Owner, node.Site);
        var hours = node.InstanceCount * Workload.HoursOfMonth;
        if (node.Capacity.Instance is { } type)
        {
            bill.Add(Group, place, ("aurora", type, $"{node.Name}, {node.InstanceCount} × {type}"), hours);
        }
        else
        {
            bill.Add(
                Group,
                place,
                ("aurora", "ACU, standard", $"{node.Name}, capacity of {node.InstanceCount} instances"),
                (hours * node.Capacity.Minimum, hours * node.Capacity.Maximum));
        }
    }

    private static void WriteStorage(BillWriter bill, DatabaseNode node)
    {
        var place = new Place(node.Owner, node.Site);
        var gigabytes = node.IsShard ? bill.Workload.ShardGigabytes : SmallNodeGigabytes;
        bill.Add(Group, place, ("aurora", "storage", $"{node.Name}, storage"), gigabytes);
        if (!node.IsSecondary)
        {
            bill.Add(Group, place, ("aurora", "backup storage", $"{node.Name}, one copy more as backup"), gigabytes);
        }
    }

    // Memory may hold all that is read, or nothing of it.
    private static void WriteLoad(BillWriter bill, RegionTopology region)
    {
        var writes = bill.Workload.WritesOfMonth * bill.ShareOf(region) * WritesOfTransfer;
        var reads = bill.Workload.RequestsOfMonth * bill.SiteShare * ReadsOfRequest;
        foreach (var site in region.Sites)
        {
            var own = site.Role == SiteRole.Writer ? writes : 0m;
            var place = Place.Of(region, site);
            bill.Add(Group, place, ("aurora", "I/O", "reads and writes of storage"), (own, own + reads));
            if (site.Role == SiteRole.Reader)
            {
                bill.Add(
                    Group, place, ("aurora", "global database replicated write", "writes copied to this site"), writes);
            }
        }
    }
}
