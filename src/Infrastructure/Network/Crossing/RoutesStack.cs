using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Network.Crossing;

/// <summary>
/// What crosses between this site and the region's others, as static routes: servers call servers, to hand writes on,
/// and data nodes, for reads that must not be old. Data nodes call nobody; Aurora copies by its own ways.
/// Every site has the same, so that each is ready to be the writer site.
/// </summary>
internal sealed class RoutesStack : WorldStack
{
    public const string Room = "Routes";

    private readonly Ways ways;

    public RoutesStack(Construct scope, SitePlan site, NetworkStack network)
        : base(scope, site, Room)
    {
        ways = new Ways(this);
        var isBefore = true;
        foreach (var other in site.Region.Sites)
        {
            if (other.Name == site.Name)
            {
                isBefore = false;
                continue;
            }

            // The later of two sites asked the earlier, so its stack knows the connection.
            var pair = isBefore ? new Pair(site, other, true) : new Pair(other, site, false);
            if (network.Hub is { } hub)
            {
                ThroughHubs(hub, other, pair);
            }
            else
            {
                ThroughNetworks(network, other, pair);
            }
        }
    }

    private void ThroughHubs(Hub hub, SitePlan other, Pair pair)
    {
        var joint = Connection(pair, other, "Hubs", PeeringStack.HubsOutput(pair.Asked));
        _ = new CfnTransitGatewayRouteTableAssociation(
            this,
            SiteNames.Part(other, "HubTableUse"),
            new CfnTransitGatewayRouteTableAssociationProps
            {
                TransitGatewayAttachmentId = joint,
                TransitGatewayRouteTableId = hub.Peers.AttrTransitGatewayRouteTableId,
            });
        var (service, data) = (SiteNames.Part(other, "Service"), SiteNames.Part(other, "Data"));
        ways.OnTo(hub.Services.Table, service, other.Service, joint);
        ways.OnTo(hub.Services.Table, data, other.Data, joint);
        ways.OnTo(hub.Data.Table, service, other.Service, joint);
        _ = ways.ToHub(hub.Services.Tier, service, other.Service, hub);
        _ = ways.ToHub(hub.Services.Tier, data, other.Data, hub);
        _ = ways.ToHub(hub.Data.Tier, service, other.Service, hub);
    }

    private void ThroughNetworks(NetworkStack network, SitePlan other, Pair pair)
    {
        var services = Connection(pair, other, "Services", PeeringStack.ServicesOutput(pair.Asked));
        var toData = Connection(pair, other, "ToData", PeeringStack.ToDataOutput(pair.Asked));
        var fromService = Connection(pair, other, "FromService", PeeringStack.FromServiceOutput(pair.Asked));
        var (service, data) = (SiteNames.Part(other, "Service"), SiteNames.Part(other, "Data"));
        ways.ToPeer(network.Services, service, other.Service, services);
        ways.ToPeer(network.Services, data, other.Data, pair.IsAsking ? toData : fromService);
        ways.ToPeer(network.Data, service, other.Service, pair.IsAsking ? fromService : toData);
    }

    private string Connection(Pair pair, SitePlan other, string what, string output) => Filled(
        SiteNames.Part(other, what),
        (NameOf(pair.Asking, PeeringStack.Room), output),
        $"{output} of {pair.Asking}").ValueAsString;

    /// <summary>Two sites of which one asked the other to be joined.</summary>
    /// <param name="Asking">The later in the topology.</param>
    /// <param name="Asked">The earlier.</param>
    /// <param name="IsAsking">True when the stack's own site asked.</param>
    private sealed record Pair(SitePlan Asking, SitePlan Asked, bool IsAsking);
}
