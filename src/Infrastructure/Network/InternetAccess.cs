using Amazon.CDK.AWS.EC2;
using Constructs;

namespace Domicile.Infrastructure.Network;

/// <summary>
/// The way to the internet: both ways for public subnets, outwards only for those behind a NAT gateway. A network that
/// has no such object has no way at all.
/// </summary>
internal sealed class InternetAccess
{
    private readonly Construct scope;
    private readonly IReadOnlyList<CfnNatGateway> gateways;

    /// <param name="scope">The stack.</param>
    /// <param name="network">The network that is joined to the internet.</param>
    /// <param name="publics">Subnets that it may call, and that hold the NAT gateways.</param>
    /// <param name="gatewayCount">
    /// 1, or one a zone: then the loss of a zone takes no other zone's way out along.
    /// </param>
    public InternetAccess(Construct scope, CfnVPC network, Tier publics, int gatewayCount)
    {
        this.scope = scope;
        var gateway = new CfnInternetGateway(scope, "InternetGateway");
        var attachment = new CfnVPCGatewayAttachment(scope, "InternetGatewayUse", new CfnVPCGatewayAttachmentProps
        {
            VpcId = network.AttrVpcId,
            InternetGatewayId = gateway.AttrInternetGatewayId,
        });
        foreach (var table in publics.Tables)
        {
            var route = new CfnRoute(scope, $"{table.Node.Id}ToAnywhere", new CfnRouteProps
            {
                RouteTableId = table.AttrRouteTableId,
                DestinationCidrBlock = Doors.Anywhere,
                GatewayId = gateway.AttrInternetGatewayId,
            });
            route.AddDependency(attachment);
        }

        gateways =
        [
            .. Enumerable.Range(0, gatewayCount).Select(zone => Gateway(zone, publics.Subnets[zone], attachment)),
        ];
    }

    /// <summary>Lets subnets call the internet, each through the gateway of its own zone where there is one.</summary>
    public void LetOut(Tier tier)
    {
        foreach (var (zone, table) in tier.Tables.Index())
        {
            _ = new CfnRoute(scope, $"{table.Node.Id}ToAnywhere", new CfnRouteProps
            {
                RouteTableId = table.AttrRouteTableId,
                DestinationCidrBlock = Doors.Anywhere,
                NatGatewayId = gateways[Math.Min(zone, gateways.Count - 1)].AttrNatGatewayId,
            });
        }
    }

    private CfnNatGateway Gateway(int zone, CfnSubnet subnet, CfnVPCGatewayAttachment attachment)
    {
        var address = new CfnEIP(scope, $"NatAddress{zone}", new CfnEIPProps { Domain = "vpc" });
        address.AddDependency(attachment);
        var gateway = new CfnNatGateway(scope, $"NatGateway{zone}", new CfnNatGatewayProps
        {
            AllocationId = address.AttrAllocationId,
            SubnetId = subnet.AttrSubnetId,
        });
        gateway.AddDependency(attachment);
        return gateway;
    }
}
