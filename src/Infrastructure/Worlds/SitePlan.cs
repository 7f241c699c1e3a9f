using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Worlds;

/// <summary>One site of a region: an AWS Region with a network for servers and one for data.</summary>
internal sealed class SitePlan(RegionPlan region, SiteTopology topology)
{
    public RegionPlan Region => region;

    public SiteTopology Topology => topology;

    /// <summary>The AWS Region, such as <c>eu-west-1</c>.</summary>
    public string Name => topology.Name;

    public bool IsWriter => topology.Role == SiteRole.Writer;

    /// <summary>The addresses of the servers' network.</summary>
    public required AddressBlock Service { get; init; }

    /// <summary>The addresses of the data nodes' network.</summary>
    public required AddressBlock Data { get; init; }

    public override string ToString() => $"{region.Name}/{Name}";
}
