namespace Domicile.Sharding.Topology.Aws;

/// <summary>The AWS Regions of the partition <c>aws</c>, November 2026. A site is named like its Region.</summary>
public static class KnownRegions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "af-south-1",
        "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2",
        "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6",
        "ap-southeast-7",
        "ca-central-1", "ca-west-1",
        "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
        "il-central-1", "me-central-1", "me-south-1", "mx-central-1", "sa-east-1",
        "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    /// <summary>AWS Regions in which an account gets two zones only, and every network here has three.</summary>
    private static readonly string[] OfTwoZones = ["us-west-1"];

    /// <summary>
    /// Sites that are no AWS Region or one that is too small, and readers in another part of the world than their
    /// writer; empty when there are none. A topology for one machine may have all of them.
    /// </summary>
    public static IEnumerable<string> Mistakes(WorldTopology world) =>
        [.. Unknown(world), .. TooSmall(world), .. Abroad(world)];

    private static IEnumerable<string> TooSmall(WorldTopology world) =>
        from site in world.Regions.SelectMany(region => region.Sites).Select(site => site.Name)
            .Append(world.Central.Site).Distinct()
        where OfTwoZones.Contains(site)
        select $"site {site} has two zones, and networks and data nodes stand in three. Choose another AWS Region.";

    private static IEnumerable<string> Unknown(WorldTopology world) =>
        from region in world.Regions
        from site in region.Sites
        where !All.Contains(site.Name)
        select $"site {region.Name}/{site.Name} is not an AWS Region that is known here "
            + $"({string.Join(", ", Near(site))}).";

    // The names of AWS Regions begin with their part of the world. Which laws hold within it, the operator has to know.
    private static IEnumerable<string> Abroad(WorldTopology world) =>
        from region in world.Regions
        let part = PartOf(region.WriterSite.Name)
        from site in region.Sites
        where site.Role == SiteRole.Reader && PartOf(site.Name) != part
        select $"reader site {region.Name}/{site.Name} is in another part of the world than the region's writer site "
            + $"{region.WriterSite.Name}: its people's data would leave it. Choose a site whose name begins with "
            + $"{part}-, or make a region of its own there.";

    private static string PartOf(string site) => site.Split('-')[0];

    private static IEnumerable<string> Near(SiteTopology site) =>
        All.Where(region => region.StartsWith(site.Name[..Math.Min(2, site.Name.Length)], StringComparison.Ordinal))
            .DefaultIfEmpty("such as eu-west-1");
}
