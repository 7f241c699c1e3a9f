using Domicile.Infrastructure.Tests.Network.Walk;

namespace Domicile.Infrastructure.Tests.Network;

/// <summary>What a region's own tiers reach, and what they do not.</summary>
public sealed class ReachTests
{
    private const int Https = 443;
    private const int Server = 8080;
    private const int Postgres = 5432;

    public static TheoryData<string> Names => ["shipped", "one region", "four regions"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Servers_of_every_site_reach_the_data_nodes_of_every_site_of_their_region(string name)
    {
        var walker = WalkerOf(name);
        foreach (var (from, to) in Pairs(walker.Ground, "service", "data"))
        {
            Assert.True(walker.Calls(from, to, Postgres).Any(), Said(walker, from, to));
            Assert.Empty(walker.Calls(from, to, Https));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Servers_reach_the_servers_doors_of_the_other_sites(string name)
    {
        var walker = WalkerOf(name);
        var servers = Pairs(walker.Ground, "service", "service").Where(pair => pair.From.Region != "world");
        foreach (var (from, to) in servers)
        {
            Assert.True(walker.Calls(from, to, Https).Any(), Said(walker, from, to));
            Assert.True(from.Place == to.Place || !walker.Calls(from, to, Server).Any(), Said(walker, from, to));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Data_nodes_call_nobody_but_one_another_within_a_site(string name)
    {
        var walker = WalkerOf(name);
        var ground = walker.Ground;
        foreach (var from in ground.Subnets.Where(subnet => subnet.Tier == "data"))
        {
            foreach (var to in ground.Subnets.Where(to => to.Network != from.Network))
            {
                foreach (var port in new[] { 22, Https, Postgres, Server })
                {
                    Assert.True(!walker.Calls(from, to, port).Any(), Said(walker, from, to));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Data_subnets_have_no_way_to_the_internet_and_none_from_it(string name)
    {
        var ground = WalkerOf(name).Ground;
        var data = ground.Subnets.Where(subnet => subnet.Tier == "data").ToList();
        Assert.Empty(ToInternet(ground, data));
        foreach (var gateway in ground.Of("AWS::EC2::VPCGatewayAttachment"))
        {
            Assert.DoesNotContain(
                ground.Subnets,
                subnet => subnet.Network == ground.Ref(gateway, "VpcId")
                    && subnet.Tier == "data"
                    && subnet.Region != "world");
        }
    }

    [Fact]
    public void A_way_of_data_to_the_internet_is_named()
    {
        var world = Synthesized.FourRegions;
        const string Stack = "Domicile-us-us-east-1-Network";
        var planted = world.Templates.With(Stack, "Mole", """
            {
              "Type": "AWS::EC2::Route",
              "Properties": {
                "RouteTableId": { "Fn::GetAtt": ["DataTable1", "RouteTableId"] },
                "DestinationCidrBlock": "0.0.0.0/0",
                "NatGatewayId": { "Fn::GetAtt": ["NatGateway0", "NatGatewayId"] }
              }
            }
            """);
        var ground = new Ground(planted, world.Waves);
        Assert.Contains(
            ToInternet(ground, ground.Subnets.Where(subnet => subnet.Tier == "data")),
            way => way.Contains($"{Stack}/Mole sends 0.0.0.0/0 to {Stack}/NatGateway0", StringComparison.Ordinal));
    }

    [Fact]
    public void A_route_that_is_missing_keeps_a_reader_site_from_its_primaries()
    {
        var world = Synthesized.FourRegions;
        var planted = world.Templates.Without("Domicile-eu-eu-west-1-Routes", "DataHubTableToEuNorth1Service");
        var walker = new Walker(new Ground(planted, world.Waves));
        var from = walker.Ground.Subnets.First(subnet => subnet is { Place: "eu/eu-north-1", Tier: "service" });
        var to = walker.Ground.Subnets.First(subnet => subnet is { Place: "eu/eu-west-1", Tier: "data" });
        Assert.Empty(walker.Calls(from, to, Postgres));
    }

    /// <summary>Routes of subnets that lead anywhere but to networks of the world.</summary>
    private static IEnumerable<string> ToInternet(Ground ground, IEnumerable<Subnet> subnets) =>
        from subnet in subnets
        from route in ground.Routes[ground.Tables[subnet.Id]]
        where !ground.Networks.Values.Any(network => network.Contains(route.To))
        select $"{subnet}: {route.Id} sends {route.To} to {route.Target}";

    private static IEnumerable<(Subnet From, Subnet To)> Pairs(Ground ground, string tier, string otherTier) =>
        from one in ground.Subnets
        from other in ground.Subnets
        where one.Tier == tier && other.Tier == otherTier && one.Region == other.Region
        select (one, other);

    private static Walker WalkerOf(string name)
    {
        var world = name switch
        {
            "shipped" => Synthesized.Shipped,
            "one region" => Synthesized.OneRegion,
            _ => Synthesized.FourRegions,
        };
        return new Walker(new Ground(world.Templates, world.Waves));
    }

    private static string Said(Walker walker, Subnet from, Subnet to) =>
        $"{from} -> {to}: {string.Join(" | ", walker.Ways(from, to).DefaultIfEmpty())}";
}
