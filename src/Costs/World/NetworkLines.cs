using Domicile.Costs.Load;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Costs.World;

/// <summary>Networks: what stands whether anybody asks or not, and what travels.</summary>
internal static class NetworkLines
{
    /// <summary>Zones that a site's networks span.</summary>
    public const int Zones = 3;

    /// <summary>
    /// Services that a site's networks reach by endpoints of their own, which are paid by the zone; machines need more
    /// of them than functions, and clusters more than machines.
    /// </summary>
    public static readonly IReadOnlyDictionary<Compute, int> InterfaceEndpoints = new Dictionary<Compute, int>
    {
        [Compute.Lambda] = 6,
        [Compute.Ec2] = 9,
        [Compute.Kubernetes] = 13,
    };

    /// <summary>Kilobytes between a server and its databases for one request.</summary>
    public const decimal DatabaseKilobytesOfRequest = 8m;

    /// <summary>Kilobytes to services such as queues and keys for one request.</summary>
    public const decimal EndpointKilobytesOfRequest = 2m;

    private const decimal KilobytesOfGigabyte = 1_000_000m;
    private const string Group = "network";

    public static void Write(BillWriter bill)
    {
        foreach (var region in bill.World.Regions)
        {
            foreach (var site in region.Sites)
            {
                WriteStanding(bill, region, site);
                WriteTravelling(bill, region, site);
            }
        }

        // The central database's own network: one way out for the function that feeds it.
        var centre = Place.Centre(bill.World);
        bill.Add(Group, centre, ("vpc", "NAT gateway", "1 NAT gateway"), Workload.HoursOfMonth);
        bill.Add(Group, centre, ("vpc", "public IPv4 address", "1 public address"), Workload.HoursOfMonth);
    }

    private static void WriteStanding(BillWriter bill, RegionTopology region, SiteTopology site)
    {
        var place = Place.Of(region, site);
        bill.Add(Group, place, ("vpc", "NAT gateway", $"{Zones} NAT gateways"), Zones * Workload.HoursOfMonth);
        bill.Add(
            Group, place, ("vpc", "public IPv4 address", $"{Zones} public addresses"), Zones * Workload.HoursOfMonth);
        var endpoints = InterfaceEndpoints[region.Aws.Compute];
        bill.Add(
            Group,
            place,
            ("vpc", "interface endpoint", $"{endpoints} endpoints in {Zones} zones"),
            endpoints * Zones * Workload.HoursOfMonth);
        if (AttachmentsOf(region) is var count and > 0)
        {
            bill.Add(
                Group,
                place,
                ("vpc", "transit gateway attachment", $"{count} attachments to the transit gateway"),
                count * Workload.HoursOfMonth);
        }
    }

    private static void WriteTravelling(BillWriter bill, RegionTopology region, SiteTopology site)
    {
        var place = Place.Of(region, site);
        var requests = bill.Workload.RequestsOfMonth * bill.SiteShare;
        decimal Gigabytes(decimal kilobytes) => requests * kilobytes / KilobytesOfGigabyte;
        if (region.Aws.Joining == Joining.TransitGateway)
        {
            bill.Add(
                Group,
                place,
                ("vpc", "transit gateway data", "requests to databases"),
                Gigabytes(DatabaseKilobytesOfRequest));
        }

        bill.Add(
            Group,
            place,
            ("vpc", "interface endpoint data", "requests to services"),
            Gigabytes(EndpointKilobytesOfRequest));
        bill.Add(
            "traffic",
            place,
            ("transfer", "to the internet", "answers to callers"),
            Gigabytes(bill.Workload.Kilobytes));
        WriteDeliveries(bill, region, site);
        if (site.Role == SiteRole.Reader)
        {
            bill.Add(
                "traffic",
                place,
                ("transfer", "between Regions", "writes forwarded to the writer site"),
                Gigabytes(bill.Workload.Kilobytes * bill.Workload.WriteShare));
        }
        else if (region.Sites.Count > 1)
        {
            var copies = region.Sites.Count - 1;
            bill.Add(
                "traffic",
                place,
                ("transfer", "between Regions", $"the log of changes to {copies} reader sites"),
                bill.Workload.WritesOfMonth * bill.ShareOf(region) * DatabaseLines.LogKilobytesOfTransfer * copies
                / KilobytesOfGigabyte);
        }
    }

    // Every institution gets every document, through a way out of the writer site's network.
    private static void WriteDeliveries(BillWriter bill, RegionTopology region, SiteTopology site)
    {
        if (site.Role == SiteRole.Reader || region.Institutions.Count == 0)
        {
            return;
        }

        var gigabytes = bill.Workload.WritesOfMonth * bill.ShareOf(region) * region.Institutions.Count
            * StorageLines.KilobytesOfDocument / KilobytesOfGigabyte;
        var place = Place.Of(region, site);
        bill.Add(Group, place, ("vpc", "NAT gateway data", "documents to institutions, by the gateway"), gigabytes);
        bill.Add("traffic", place, ("transfer", "to the internet", "documents to institutions"), gigabytes);
    }

    // Two networks a site, and each other site of the region: of a peering both ends are paid for.
    private static int AttachmentsOf(RegionTopology region) =>
        region.Aws.Joining == Joining.Peering ? 0 : 1 + region.Sites.Count;
}
