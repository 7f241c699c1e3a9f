using Domicile.Infrastructure.Edge;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Network;

namespace Domicile.Infrastructure.Compute;

/// <summary>The stacks of a site that its servers stand on.</summary>
internal sealed record SiteParts(NetworkStack Network, KeysStack Keys, EdgeStack Edge)
{
    /// <summary>Ids of the subnets that servers and functions run in.</summary>
    public string[] ServiceSubnets => [.. Network.ServiceSubnets.Select(subnet => subnet.AttrSubnetId)];

    /// <summary>Ids of the subnets that the internet may call.</summary>
    public string[] PublicSubnets => [.. Network.PublicSubnets.Select(subnet => subnet.AttrSubnetId)];
}
