using Domicile.Sharding.Topology;

namespace Domicile.Costs.World;

/// <summary>Where something of a bill stands.</summary>
/// <param name="Owner">One of our regions, or <c>world</c>.</param>
/// <param name="Site">The AWS Region.</param>
internal sealed record Place(string Owner, string Site)
{
    public string Label => $"{Owner}/{Site}";

    public static Place Of(RegionTopology region, SiteTopology site) => new(region.Name, site.Name);

    public static Place Centre(WorldTopology world) => new("world", world.Central.Site);
}
