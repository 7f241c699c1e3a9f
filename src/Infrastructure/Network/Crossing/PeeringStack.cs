using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Network.Crossing;

/// <summary>
/// Asks the sites of the region that stand before this one in the topology to be joined to it: the hubs, or without
/// hubs the networks of which one calls the other. Nothing passes before <see cref="RoutesStack"/> stands in both.
/// </summary>
internal sealed class PeeringStack : WorldStack
{
    public const string Room = "Peering";

    private readonly List<HubRequest> requests = [];

    public PeeringStack(Construct scope, SitePlan site, NetworkStack network)
        : base(scope, site, Room)
    {
        foreach (var other in site.Region.Sites.TakeWhile(other => other.Name != site.Name))
        {
            if (network.Hub is { } hub)
            {
                JoinHubs(hub, other);
            }
            else
            {
                JoinNetworks(network, other);
            }
        }
    }

    /// <summary>What the other sites' hubs have to accept before routes can lead there.</summary>
    public IReadOnlyList<HubRequest> Requests => requests;

    /// <summary>The output that names what joins this hub to another, which the other has yet to accept.</summary>
    public static string HubsOutput(SitePlan other) => SiteNames.Part(other, "Hubs");

    /// <summary>The output that names the connection of the two service networks.</summary>
    public static string ServicesOutput(SitePlan other) => SiteNames.Part(other, "Services");

    /// <summary>The output that names the connection of this service network to the other data network.</summary>
    public static string ToDataOutput(SitePlan other) => SiteNames.Part(other, "ToData");

    /// <summary>The output that names the connection of the other service network to this data network.</summary>
    public static string FromServiceOutput(SitePlan other) => SiteNames.Part(other, "FromService");

    private void JoinHubs(Hub hub, SitePlan other)
    {
        var peer = Filled(
            SiteNames.Part(other, "Hub"),
            (NameOf(other, NetworkStack.Room), NetworkStack.HubOutput),
            $"The Transit Gateway of {other}");
        var attachment = new CfnTransitGatewayPeeringAttachment(
            this,
            SiteNames.Part(other, "Attachment"),
            new CfnTransitGatewayPeeringAttachmentProps
            {
                TransitGatewayId = hub.Gateway.AttrId,
                PeerTransitGatewayId = peer.ValueAsString,
                PeerAccountId = other.Region.Account,
                PeerRegion = other.Name,
            });
        GiveOut(
            HubsOutput(other),
            attachment.AttrTransitGatewayAttachmentId,
            $"What joins the hub to that of {other}, which has to accept it");
        requests.Add(new HubRequest(HubsOutput(other), other.Name));
    }

    private void JoinNetworks(NetworkStack network, SitePlan other)
    {
        var service = Theirs(other, "Service", NetworkStack.ServiceOutput);
        var data = Theirs(other, "Data", NetworkStack.DataOutput);
        Join((network.ServiceVpc, service), other, ServicesOutput(other));
        Join((network.ServiceVpc, data), other, ToDataOutput(other));
        Join((network.DataVpc, service), other, FromServiceOutput(other));
    }

    private string Theirs(SitePlan other, string what, string output) => Filled(
        SiteNames.Part(other, what),
        (NameOf(other, NetworkStack.Room), output),
        $"The {what.ToLowerInvariant()} network of {other}").ValueAsString;

    private void Join((CfnVPC Own, string Theirs) networks, SitePlan other, string output)
    {
        // CloudFormation accepts it in the other AWS Region by itself, since the account is the same.
        var connection = new CfnVPCPeeringConnection(this, $"{output}Connection", new CfnVPCPeeringConnectionProps
        {
            VpcId = networks.Own.AttrVpcId,
            PeerVpcId = networks.Theirs,
            PeerRegion = other.Name,
        });
        Amazon.CDK.Tags.Of(connection).Add("Name", $"{StackName}-{output}");
        GiveOut(output, connection.AttrId, $"{output} of {other}");
    }
}
