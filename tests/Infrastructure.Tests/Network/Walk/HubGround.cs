using Domicile.Infrastructure.Tests.Checks;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>Transit Gateways: what is attached to them, and where their tables send what comes from it.</summary>
internal sealed class HubGround
{
    private readonly Dictionary<(string Hub, string Attachment), string> uses = [];
    private readonly List<Route> routes = [];
    private readonly Dictionary<string, string> hubOfTable;

    public HubGround(Ground ground)
    {
        hubOfTable = ground.Of("AWS::EC2::TransitGatewayRouteTable")
            .ToDictionary(Ground.Key, table => ground.Ref(table, "TransitGatewayId"));
        Attachments = [.. ReadAttachments(ground)];
        foreach (var use in ground.Of("AWS::EC2::TransitGatewayRouteTableAssociation"))
        {
            var table = ground.Ref(use, "TransitGatewayRouteTableId");
            uses[(hubOfTable[table], ground.Ref(use, "TransitGatewayAttachmentId"))] = table;
        }

        foreach (var route in ground.Of("AWS::EC2::TransitGatewayRoute"))
        {
            routes.Add(new Route(
                Ground.Key(route),
                ground.Ref(route, "TransitGatewayRouteTableId"),
                ground.Block(route, "DestinationCidrBlock"),
                "TransitGatewayAttachmentId",
                ground.References.Of(route, "TransitGatewayAttachmentId") ?? "nothing"));
        }

        foreach (var learning in ground.Of("AWS::EC2::TransitGatewayRouteTablePropagation"))
        {
            Learn(
                ground,
                Ground.Key(learning),
                ground.Ref(learning, "TransitGatewayRouteTableId"),
                ground.Ref(learning, "TransitGatewayAttachmentId"));
        }

        foreach (var hub in ground.Of("AWS::EC2::TransitGateway"))
        {
            Default(ground, hub);
        }
    }

    public IReadOnlyList<Attachment> Attachments { get; }

    /// <summary>The routes of every table, those that are learned included.</summary>
    public IReadOnlyList<Route> Routes => routes;

    /// <summary>The routes for what comes to a hub from one of its attachments.</summary>
    public IEnumerable<Route> From(string hub, string attachment) =>
        uses.TryGetValue((hub, attachment), out var table) ? routes.Where(route => route.Table == table) : [];

    /// <summary>The attachment by its resource; null when there is none.</summary>
    public Attachment? Find(string id) => Attachments.FirstOrDefault(attachment => attachment.Id == id);

    private static IEnumerable<Attachment> ReadAttachments(Ground ground)
    {
        string[] types = ["AWS::EC2::TransitGatewayAttachment", "AWS::EC2::TransitGatewayVpcAttachment"];
        foreach (var attachment in types.SelectMany(ground.Of))
        {
            yield return new Attachment(
                Ground.Key(attachment),
                ground.Ref(attachment, "TransitGatewayId"),
                ground.Ref(attachment, "VpcId"),
                null);
        }

        foreach (var peering in ground.Of("AWS::EC2::TransitGatewayPeeringAttachment"))
        {
            yield return new Attachment(
                Ground.Key(peering),
                ground.Ref(peering, "TransitGatewayId"),
                null,
                ground.Ref(peering, "PeerTransitGatewayId"));
        }
    }

    /// <summary>A hub that is not told otherwise has a table of its own that all attachments use and teach.</summary>
    private void Default(Ground ground, Resource hub)
    {
        var key = Ground.Key(hub);
        foreach (var attachment in Attachments.Where(joint => joint.Hub == key && joint.Network is not null))
        {
            if (ground.References.Of(hub, "DefaultRouteTableAssociation") != "disable")
            {
                uses.TryAdd((key, attachment.Id), $"{key}#default");
            }

            if (ground.References.Of(hub, "DefaultRouteTablePropagation") != "disable")
            {
                Learn(ground, key, $"{key}#default", attachment.Id);
            }
        }
    }

    private void Learn(Ground ground, string id, string table, string attachment)
    {
        if (Find(attachment)?.Network is { } network)
        {
            routes.Add(new Route(
                id, table, ground.Networks[network], "TransitGatewayAttachmentId", attachment));
        }
    }
}
