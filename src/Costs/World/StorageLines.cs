using Domicile.Sharding.Topology;

namespace Domicile.Costs.World;

/// <summary>Documents for auditors in their buckets.</summary>
internal static class StorageLines
{
    /// <summary>Kilobytes of a document: a page as it is drawn, encrypted.</summary>
    public const decimal KilobytesOfDocument = 15m;

    private const decimal KilobytesOfGigabyte = 1_000_000m;
    private const string Group = "storage";

    public static void Write(BillWriter bill)
    {
        foreach (var region in bill.World.Regions)
        {
            WriteRegion(bill, region);
        }
    }

    private static void WriteRegion(BillWriter bill, RegionTopology region)
    {
        var place = Place.Of(region, region.WriterSite);
        var documents = bill.Workload.WritesOfMonth * bill.ShareOf(region);
        bill.Add(Group, place, ("s3", "put", "documents written"), documents);

        // They are kept for as long as the law says, so that this line comes again and again.
        bill.Add(
            Group,
            place,
            ("s3", "standard storage", "documents of one month, and as much more each month"),
            documents * KilobytesOfDocument / KilobytesOfGigabyte);
    }
}
