using System.Text.Json;
using Domicile.Infrastructure.Tests.Checks;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network.Walk;

/// <summary>The networks of a world, as its templates will make them: what packets can walk on.</summary>
internal sealed class Ground
{
    public static readonly AddressBlock Everywhere = new(0, 0);

    private static readonly string[] Ends =
    [
        "TransitGatewayId", "VpcPeeringConnectionId", "NatGatewayId", "GatewayId", "VpcEndpointId",
        "NetworkInterfaceId", "InstanceId", "EgressOnlyInternetGatewayId", "CarrierGatewayId", "LocalGatewayId",
        "CoreNetworkArn",
    ];

    private readonly IReadOnlyList<Resource> resources;
    private readonly Dictionary<string, string> groups;

    public Ground(IReadOnlyDictionary<string, JsonElement> templates, JsonElement waves)
    {
        resources = Resource.Of(templates);
        References = new References(templates, waves);
        Networks = Of("AWS::EC2::VPC").ToDictionary(Key, network => Block(network, "CidrBlock"));
        Subnets =
        [
            .. Of("AWS::EC2::Subnet").Select(subnet => new Subnet(
                Key(subnet), Ref(subnet, "VpcId"), Block(subnet, "CidrBlock"), Tier(subnet))),
        ];
        Tables = Of("AWS::EC2::SubnetRouteTableAssociation")
            .ToDictionary(use => Ref(use, "SubnetId"), use => Ref(use, "RouteTableId"));
        Routes = Of("AWS::EC2::Route").Select(Way).ToLookup(route => route.Table);
        Hubs = new HubGround(this);
        Connections = Of("AWS::EC2::VPCPeeringConnection")
            .ToDictionary(Key, connection => (Ref(connection, "VpcId"), Ref(connection, "PeerVpcId")));
        groups = Of("AWS::EC2::SecurityGroup").ToDictionary(Key, group => Ref(group, "VpcId"));
        Rules = [.. GroupRules.Of(this)];
        Lists = new ListGround(this);
    }

    public References References { get; }

    /// <summary>VPCs and their addresses.</summary>
    public IReadOnlyDictionary<string, AddressBlock> Networks { get; }

    public IReadOnlyList<Subnet> Subnets { get; }

    /// <summary>The route table of each subnet.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; }

    /// <summary>By route table.</summary>
    public ILookup<string, Route> Routes { get; }

    public HubGround Hubs { get; }

    /// <summary>The two networks of each VPC peering connection.</summary>
    public IReadOnlyDictionary<string, (string One, string Other)> Connections { get; }

    public IReadOnlyList<GroupRule> Rules { get; }

    public ListGround Lists { get; }

    /// <summary>The region of ours that a resource belongs to, from STACK/ID.</summary>
    public static string Region(string key) => key.Split('-')[1];

    /// <summary>The region and site that a resource belongs to, such as <c>eu/eu-west-1</c>.</summary>
    public static string Place(string key) =>
        $"{Region(key)}/{string.Join('-', key.Split('/')[0].Split('-')[2..^1])}";

    public static string Key(Resource resource) => $"{resource.Stack}/{resource.Id}";

    /// <summary>The network of a security group; null when no template makes it.</summary>
    public string? NetworkOf(string group) => groups.GetValueOrDefault(group);

    public IEnumerable<Resource> Of(string type) => resources.Where(resource => resource.Type == type);

    /// <summary>What a property refers to; the property must be there and lead to a resource.</summary>
    public string Ref(Resource resource, string property) =>
        References.Of(resource, property)
        ?? throw new InvalidOperationException($"{resource}: {property} leads nowhere that this walk can follow.");

    public AddressBlock Block(Resource resource, string property) => Block(Ref(resource, property));

    public static AddressBlock Block(string text) => AddressBlock.TryParse(text, out var block)
        ? block
        : throw new InvalidOperationException($"{text} is no block of addresses.");

    private static string Tier(Resource subnet) =>
        subnet.Properties.TryGetProperty("Tags", out var tags)
            && tags.EnumerateArray().FirstOrDefault(tag => tag.GetProperty("Key").GetString() == "domicile:tier")
                is { ValueKind: JsonValueKind.Object } tier
                ? tier.GetProperty("Value").GetString()!
                : "unnamed";

    private Route Way(Resource route)
    {
        var end = Ends.FirstOrDefault(end => route.Properties.TryGetProperty(end, out _)) ?? "nothing";
        var to = References.Of(route, "DestinationCidrBlock") is { } block ? Block(block) : Everywhere;
        return new Route(Key(route), Ref(route, "RouteTableId"), to, end, References.Of(route, end) ?? "nothing");
    }
}
