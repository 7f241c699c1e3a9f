using System.CommandLine;
using Domicile.Sharding.Topology;

namespace Domicile.Cli.Cloud.Regions;

/// <summary>What commands that enter one region in AWS understand alike.</summary>
internal static class CloudArguments
{
    public static Argument<string> Region { get; } = new("REGION") { Description = "A region of the topology" };

    public static Option<string> Site { get; } = new("--site")
    {
        Description = "The site whose parameters and secrets lead to the nodes [default: the writer site]",
        HelpName = "NAME",
    };

    /// <exception cref="Local.Worlds.WorldException">The region has no such site.</exception>
    public static string SiteOf(ParseResult parsed, RegionTopology region) =>
        parsed.GetValue(Site) is { } name ? CloudRegion.FindSite(region, name) : region.WriterSite.Name;
}
