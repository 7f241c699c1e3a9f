using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Network.Crossing;

/// <summary>
/// A site's Transit Gateway, which joins its networks and, later, the site to others. It learns no route by itself, and
/// what comes from servers, from data nodes and from other sites has a table each.
/// </summary>
internal sealed class Hub
{
    /// <summary>The first number for private use of RFC 6996.</summary>
    private const int FirstNumber = 64_512;

    private readonly Construct scope;

    public Hub(Construct scope, SitePlan site, Tier services, Tier data)
    {
        this.scope = scope;
        Gateway = new CfnTransitGateway(scope, "Hub", new CfnTransitGatewayProps
        {
            Description = $"The hub of {site}",
            AmazonSideAsn = FirstNumber + site.Region.Sites.ToList().FindIndex(other => other.Name == site.Name),
            AutoAcceptSharedAttachments = "disable",
            DefaultRouteTableAssociation = "disable",
            DefaultRouteTablePropagation = "disable",
            DnsSupport = "enable",
            VpnEcmpSupport = "disable",
        });
        Name(Gateway, "Hub");
        Services = Join(services, new SubnetPlan(site.Service).Joining);
        Data = Join(data, new SubnetPlan(site.Data).Joining);
        Peers = Table("Peers");

        var ways = new Ways(scope);
        Lead(ways, Services, Data, site.Data);
        Lead(ways, Data, Services, site.Service);
        ways.OnTo(Peers, "Service", site.Service, Services.Attachment.AttrId);
        ways.OnTo(Peers, "Data", site.Data, Data.Attachment.AttrId);
    }

    public CfnTransitGateway Gateway { get; }

    public Joined Services { get; }

    public Joined Data { get; }

    /// <summary>Where the hub sends what comes from other sites of the region.</summary>
    public CfnTransitGatewayRouteTable Peers { get; }

    private void Lead(Ways ways, Joined from, Joined to, AddressBlock addresses)
    {
        ways.OnTo(from.Table, to.Tier.Name, addresses, to.Attachment.AttrId);
        foreach (var route in ways.ToHub(from.Tier, to.Tier.Name, addresses, this))
        {
            route.AddDependency(from.Attachment);
        }
    }

    private Joined Join(Tier tier, Func<int, AddressBlock> blocks)
    {
        // Subnets of its own, so that the rules of the tier's subnets hold for what the hub brings.
        var joining = new Tier(scope, tier.Network, $"{tier.Name}Joining", blocks);
        var attachment = new CfnTransitGatewayAttachment(
            scope,
            $"{tier.Name}Attachment",
            new CfnTransitGatewayAttachmentProps
            {
                TransitGatewayId = Gateway.AttrId,
                VpcId = tier.Network.AttrVpcId,
                SubnetIds = joining.Ids,
            });
        Name(attachment, tier.Name);
        var table = Table(tier.Name);
        _ = new CfnTransitGatewayRouteTableAssociation(
            scope,
            $"{tier.Name}HubTableUse",
            new CfnTransitGatewayRouteTableAssociationProps
            {
                TransitGatewayAttachmentId = attachment.AttrId,
                TransitGatewayRouteTableId = table.AttrTransitGatewayRouteTableId,
            });
        return new Joined(tier, attachment, table);
    }

    private CfnTransitGatewayRouteTable Table(string name)
    {
        var table = new CfnTransitGatewayRouteTable(scope, $"{name}HubTable", new CfnTransitGatewayRouteTableProps
        {
            TransitGatewayId = Gateway.AttrId,
        });
        Name(table, name);
        return table;
    }

    private void Name(Construct resource, string name) =>
        Tags.Of(resource).Add("Name", $"{Stack.Of(scope).StackName}-{name}");
}
