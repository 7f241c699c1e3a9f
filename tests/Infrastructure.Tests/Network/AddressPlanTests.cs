using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Network;

public sealed class AddressPlanTests
{
    [Fact]
    public void Networks_without_addresses_take_the_next_free_ones_around_those_that_are_named()
    {
        var world = Of("""{ "service": "10.1.0.0/16" }""", """{ "data": "10.3.0.0/18" }""");
        Assert.Equal(
            ["10.1.0.0/16", "10.0.0.0/16", "10.2.0.0/16", "10.3.0.0/18"],
            world.Sites.SelectMany(site => new[] { site.Service.ToString(), site.Data.ToString() }));
        Assert.Equal("10.4.0.0/16", world.Central.ToString());
        Assert.Empty(world.Mistakes);
    }

    [Theory]
    [InlineData(
        "10.9.0.0/16",
        "10.9.0.0/16",
        "us/us-east-1's service network has the addresses 10.9.0.0/16 of eu/eu-west-1's service network. Give each")]
    [InlineData(
        "10.8.0.0/16",
        "10.8.16.0/20",
        "us/us-east-1's service network 10.8.16.0/20 overlaps eu/eu-west-1's service network 10.8.0.0/16. Give each")]
    public void Networks_that_share_addresses_are_named(string one, string other, string message)
    {
        // The reader of the file refuses what both sites name; what is planned beside it is checked here.
        var topology = Topology("{}", "{}");
        var world = WorldPlan.Of(topology with
        {
            Regions = [Named(topology.Regions[0], one), Named(topology.Regions[1], other)],
        });
        Assert.StartsWith(message, Assert.Single(world.Mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.64.0.0/12", "eu/eu-west-1's service network 10.64.0.0/12 has 1048576 addresses. Name a block")]
    [InlineData("10.64.0.0/24", "eu/eu-west-1's service network 10.64.0.0/24 has 256 addresses. Name a block of /16")]
    [InlineData("52.1.0.0/16", "eu/eu-west-1's service network 52.1.0.0/16 is not private")]
    [InlineData("172.17.0.0/16", "eu/eu-west-1's service network 172.17.0.0/16 holds addresses of 172.17.0.0/16")]
    public void A_network_that_cannot_be_or_should_not_be_is_named(string addresses, string message)
    {
        var topology = Topology("{}", "{}");
        var world = WorldPlan.Of(
            topology with { Regions = [Named(topology.Regions[0], addresses), topology.Regions[1]] });
        Assert.StartsWith(message, Assert.Single(world.Mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.0/16")]
    [InlineData("10.0.16.0/20")]
    public void Subnets_lie_in_their_network_and_share_no_address(string addresses)
    {
        Assert.True(AddressBlock.TryParse(addresses, out var network));
        var plan = new SubnetPlan(network);
        var subnets = Enumerable.Range(0, SubnetPlan.ZoneCount)
            .SelectMany(zone => new[] { plan.Wide(zone), plan.Public(zone), plan.Joining(zone) })
            .ToList();
        Assert.All(subnets, subnet => Assert.True(network.Contains(subnet)));
        Assert.All(subnets, subnet => Assert.InRange(subnet.Prefix, 16, 28));
        Assert.All(subnets, subnet => Assert.Single(subnets, subnet.Overlaps));
    }

    [Fact]
    public void More_than_two_sites_are_not_joined_without_hubs()
    {
        var topology = TopologyFile.Parse(Topologies.FourRegions).World!;
        var eu = topology.Regions[0] with { Aws = topology.Regions[0].Aws with { Joining = Joining.Peering } };
        var world = WorldPlan.Of(topology with { Regions = [eu, .. topology.Regions.Skip(1)] });
        Assert.StartsWith(
            "region eu has 3 sites, and \"joining\": \"peering\" is for 2 at most",
            Assert.Single(world.Mistakes),
            StringComparison.Ordinal);
    }

    private static RegionTopology Named(RegionTopology region, string service)
    {
        Assert.True(AddressBlock.TryParse(service, out var block));
        return region with { Sites = [region.Sites[0] with { Aws = new AwsSite { Service = block } }] };
    }

    private static WorldPlan Of(string one, string other) => WorldPlan.Of(Topology(one, other));

    private static WorldTopology Topology(string one, string other)
    {
        var reading = TopologyFile.Parse($$"""
            {
              "version": 1,
              "regions": [
                {
                  "name": "eu",
                  "sites": [{ "name": "eu-west-1", "role": "writer", "aws": {{one}} }],
                  "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
                },
                {
                  "name": "us",
                  "sites": [{ "name": "us-east-1", "role": "writer", "aws": {{other}} }],
                  "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
                }
              ],
              "central": { "site": "eu-west-1" }
            }
            """);
        Assert.Empty(reading.Mistakes);
        return reading.World!;
    }
}
