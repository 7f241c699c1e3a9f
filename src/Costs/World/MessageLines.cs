using Domicile.Costs.Load;
using Domicile.Sharding.Topology;

namespace Domicile.Costs.World;

/// <summary>Queues, and what travels to the centre.</summary>
internal static class MessageLines
{
    /// <summary>Calls that a message takes when it travels alone: sent, received, deleted.</summary>
    public const decimal CallsOfMessage = 3m;

    /// <summary>Messages of a transfer: its figures to the centre, its document's event, a wake message.</summary>
    public const decimal MessagesOfTransfer = 3m;

    /// <summary>Messages that one call can carry.</summary>
    public const decimal BatchSize = 10m;

    /// <summary>Calls of a month that find an empty queue: five readers of each, which wait 20 s a call.</summary>
    public const decimal IdleCallsOfQueue = 5m * 180m * Workload.HoursOfMonth;

    /// <summary>Queues of a region that are read all the time: the region's own, wake, documents.</summary>
    public const int QueuesOfRegion = 3;

    /// <summary>Kilobytes of a message.</summary>
    public const decimal KilobytesOfMessage = 1m;

    private const decimal KilobytesOfGigabyte = 1_000_000m;
    private const string Group = "queues";

    public static void Write(BillWriter bill)
    {
        foreach (var region in bill.World.Regions)
        {
            WriteRegion(bill, region);
        }

        bill.Add(
            Group,
            Place.Centre(bill.World),
            ("sqs", "standard request", "waiting at the central queue"),
            IdleCallsOfQueue);
    }

    private static void WriteRegion(BillWriter bill, RegionTopology region)
    {
        var place = Place.Of(region, region.WriterSite);
        var transfers = bill.Workload.WritesOfMonth * bill.ShareOf(region);
        var calls = transfers * MessagesOfTransfer * CallsOfMessage;
        bill.Add(Group, place, ("sqs", "standard request", "messages"), (calls / BatchSize, calls));
        bill.Add(
            Group,
            place,
            ("sqs", "standard request", $"waiting at {QueuesOfRegion} queues"),
            QueuesOfRegion * IdleCallsOfQueue);
        if (region.WriterSite.Name != bill.World.Central.Site)
        {
            bill.Add(
                "traffic",
                place,
                ("transfer", "between Regions", "figures to the centre"),
                transfers * KilobytesOfMessage / KilobytesOfGigabyte);
        }
    }
}
