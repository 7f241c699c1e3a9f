using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Network.Crossing;

/// <summary>Static routes of one stack. Nothing is learned or propagated: what stands here is all there is.</summary>
internal sealed class Ways(Construct scope)
{
    /// <summary>Sends what a tier calls at some addresses to the site's hub.</summary>
    public IReadOnlyList<CfnRoute> ToHub(Tier tier, string what, AddressBlock addresses, Hub hub) =>
    [
        .. tier.Tables.Select(table => new CfnRoute(scope, $"{table.Node.Id}To{what}", new CfnRouteProps
        {
            RouteTableId = table.AttrRouteTableId,
            DestinationCidrBlock = addresses.ToString(),
            TransitGatewayId = hub.Gateway.AttrId,
        })),
    ];

    /// <summary>Sends what a tier calls at some addresses through a connection of two networks.</summary>
    public void ToPeer(Tier tier, string what, AddressBlock addresses, string connection)
    {
        foreach (var table in tier.Tables)
        {
            _ = new CfnRoute(scope, $"{table.Node.Id}To{what}", new CfnRouteProps
            {
                RouteTableId = table.AttrRouteTableId,
                DestinationCidrBlock = addresses.ToString(),
                VpcPeeringConnectionId = connection,
            });
        }
    }

    /// <summary>Sends what came to a hub for some addresses on to one of the networks or hubs that it joins.</summary>
    public void OnTo(CfnTransitGatewayRouteTable table, string what, AddressBlock addresses, string attachment) =>
        _ = new CfnTransitGatewayRoute(scope, $"{table.Node.Id}To{what}", new CfnTransitGatewayRouteProps
        {
            TransitGatewayRouteTableId = table.AttrTransitGatewayRouteTableId,
            DestinationCidrBlock = addresses.ToString(),
            TransitGatewayAttachmentId = attachment,
        });
}
