using Amazon.CDK.AWS.EC2;

namespace Domicile.Infrastructure.Network.Crossing;

/// <summary>A network at its site's hub.</summary>
/// <param name="Tier">The subnets that call through the hub.</param>
/// <param name="Attachment">What joins the network to the hub.</param>
/// <param name="Table">Where the hub sends what comes from the network.</param>
internal sealed record Joined(Tier Tier, CfnTransitGatewayAttachment Attachment, CfnTransitGatewayRouteTable Table);
