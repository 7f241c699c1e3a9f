using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Network;

public sealed class NetworkTests
{
    private static readonly string[] Always = ["sqs", "secretsmanager", "kms", "monitoring", "logs", "ssm"];

    [Fact]
    public void Every_tier_of_a_site_stands_in_three_zones()
    {
        foreach (var (world, site) in Sites())
        {
            var subnets = world.Resources(Stack(site), "AWS::EC2::Subnet").Select(subnet => subnet.Properties).ToList();
            foreach (var tier in new[] { "public", "service", "data" })
            {
                Assert.Equal(
                    ["0", "1", "2"],
                    subnets.Where(subnet => Tag(subnet, "domicile:tier") == tier)
                        .Select(subnet => subnet.GetProperty("AvailabilityZone")
                            .GetProperty("Fn::Select")[0].ToString()));
            }

            Assert.All(subnets, subnet => Assert.False(subnet.GetProperty("MapPublicIpOnLaunch").GetBoolean()));
        }
    }

    [Fact]
    public void Every_zone_has_a_way_out_of_its_own()
    {
        foreach (var (world, site) in Sites())
        {
            var gateways = world.Resources(Stack(site), "AWS::EC2::NatGateway")
                .ToDictionary(gateway => gateway.Id, gateway => Attribute(gateway.Properties, "SubnetId"));
            foreach (var zone in Enumerable.Range(0, SubnetPlan.ZoneCount))
            {
                var route = world.Resources(Stack(site), "AWS::EC2::Route")
                    .Single(route => route.Id == $"ServiceTable{zone}ToAnywhere");
                Assert.Equal($"PublicSubnet{zone}", gateways[Attribute(route.Properties, "NatGatewayId")]);
            }
        }
    }

    [Fact]
    public void Calls_in_both_networks_are_written_down_and_kept_for_a_month()
    {
        foreach (var (world, site) in Sites())
        {
            var logs = world.Resources(Stack(site), "AWS::EC2::FlowLog").Select(log => log.Properties).ToList();
            Assert.Equal(["Data", "Service"], logs.Select(log => Attribute(log, "ResourceId")).Order());
            Assert.All(logs, log => Assert.Equal("ALL", log.GetProperty("TrafficType").GetString()));
            var group = world.Resources(Stack(site), "AWS::Logs::LogGroup").Single();
            Assert.Equal(30, group.Properties.GetProperty("RetentionInDays").GetInt32());
        }
    }

    [Fact]
    public void Servers_reach_AWS_itself_by_private_doors_that_serve_their_own_account_only()
    {
        foreach (var (world, site) in Sites())
        {
            var doors = world.Resources(Stack(site), "AWS::EC2::VPCEndpoint")
                .ToDictionary(
                    door => door.Properties.GetProperty("ServiceName").GetString()!.Replace(
                        $"com.amazonaws.{site.Name}.", "", StringComparison.Ordinal),
                    door => door.Properties);
            Assert.Equal("Gateway", doors["s3"].GetProperty("VpcEndpointType").GetString());
            Assert.Equal(3, doors["s3"].GetProperty("RouteTableIds").GetArrayLength());
            foreach (var service in Always)
            {
                Assert.True(doors[service].GetProperty("PrivateDnsEnabled").GetBoolean());
                Assert.Equal(3, doors[service].GetProperty("SubnetIds").GetArrayLength());
                Assert.Equal(
                    site.Region.Account,
                    doors[service].GetProperty("PolicyDocument").GetProperty("Statement")[0].GetProperty("Condition")
                        .GetProperty("StringEquals").GetProperty("aws:PrincipalAccount").GetString());
            }

            var pullsImages = site.Region.Topology.Aws.Compute != Domicile.Sharding.Topology.Aws.Compute.Lambda;
            Assert.Equal(pullsImages, doors.ContainsKey("ecr.dkr"));

            // AWS Regions opened since 2024 have no such door, and agents of our age need none.
            Assert.DoesNotContain("ec2messages", doors.Keys);
        }
    }

    [Fact]
    public void Hubs_learn_no_route_by_themselves_and_networks_without_hubs_are_joined_one_to_one()
    {
        foreach (var (world, site) in Sites())
        {
            var hubs = world.Resources(Stack(site), "AWS::EC2::TransitGateway").ToList();
            var connections = world.Resources(Stack(site), "AWS::EC2::VPCPeeringConnection").ToList();
            if (site.Region.Topology.Aws.Joining == Domicile.Sharding.Topology.Aws.Joining.Peering)
            {
                Assert.Empty(hubs);
                Assert.Single(connections);
                continue;
            }

            Assert.Empty(connections);
            var hub = hubs.Single().Properties;
            Assert.Equal("disable", hub.GetProperty("DefaultRouteTableAssociation").GetString());
            Assert.Equal("disable", hub.GetProperty("DefaultRouteTablePropagation").GetString());
            Assert.Equal("disable", hub.GetProperty("AutoAcceptSharedAttachments").GetString());
        }
    }

    private static IEnumerable<(Synthesized World, SitePlan Site)> Sites() =>
        Checks.SynthesizedWorlds.All.SelectMany(world => world.World.Sites.Select(site => (world, site)));

    private static string Stack(SitePlan site) => $"Domicile-{site.Region.Name}-{site.Name}-Network";

    private static string Attribute(JsonElement properties, string name) =>
        properties.GetProperty(name).GetProperty("Fn::GetAtt")[0].GetString()!;

    private static string? Tag(JsonElement properties, string key) => properties.GetProperty("Tags").EnumerateArray()
        .FirstOrDefault(tag => tag.GetProperty("Key").GetString() == key) is { ValueKind: JsonValueKind.Object } tag
            ? tag.GetProperty("Value").GetString()
            : null;
}
