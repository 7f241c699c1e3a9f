using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Tests.Ground;

public sealed class WorldPlanTests
{
    private const string Sites = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [
                { "name": "eu-west-3", "role": "reader", "replicas": 2 },
                { "name": "eu-west-1", "role": "writer" },
                { "name": "eu-north-1", "role": "reader" }
              ],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 1 }]
            },
            {
              "name": "us",
              "sites": [{ "name": "us-east-1", "role": "writer" }],
              "institutions": [{ "name": "sandbox" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
            }
          ],
          "central": { "site": "us-east-1" }
        }
        """;

    [Fact]
    public void Servers_of_writer_sites_have_the_first_ports_in_the_order_of_the_regions()
    {
        var world = Make();
        Assert.Equal(
            ["eu/server 7000", "us/server 7001", "eu/eu-west-3/server 7002", "eu/eu-north-1/server 7003"],
            world.Servers.Select(server => $"{server.Name} {server.Port}"));
        Assert.Equal("http://127.0.0.1:7001", world.ServerUrl("us"));
        Assert.Equal(world.Servers.Select(server => server.Name), world.Servers.Select(
            server => WorldServer.NameOf(server.Stem)));
    }

    [Fact]
    public void Sandbox_institutions_have_the_ports_after_all_servers()
    {
        var sandbox = Assert.Single(Make().Institutions);
        Assert.Equal(("us/sandbox/institution", 7004), (sandbox.Name, sandbox.Port));
        Assert.Equal(new Uri("http://127.0.0.1:7004"), sandbox.Url);
    }

    [Fact]
    public void Every_node_knows_its_site_and_the_writer_sites_replicas_come_first()
    {
        Assert.Equal(
            [
                "central us-east-1", "eu/register eu-west-1", "eu/keys eu-west-1", "eu/s1 eu-west-1",
                "eu/s1/r1 eu-west-1",
                "eu/s1/r2 eu-west-3", "eu/s1/r3 eu-west-3", "eu/s1/r4 eu-north-1", "us/register us-east-1",
                "us/keys us-east-1", "us/s1 us-east-1",
            ],
            Make().Nodes.Select(node => $"{node.Name} {node.Site}"));
    }

    [Fact]
    public void A_server_is_told_the_replicas_of_its_own_site_only()
    {
        var world = Make();
        var folder = new WorldFolder(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString()));
        folder.Create();
        try
        {
            var addresses = new WorldAddresses(folder, world, WorldSecrets.ReadOrMake(folder, world));
            var near = world.Servers.Where(server => server.Region == "eu").Select(
                server => Assert.Single(addresses.RegionNear(server).Shards).Replicas.Count);
            Assert.Equal([1, 2, 1], near);
        }
        finally
        {
            Directory.Delete(folder.Path, recursive: true);
        }
    }

    private static WorldFile Make() => WorldPlan.Make(TopologyFile.Parse(Sites).World!, null, 7000);
}
