using Domicile.Infrastructure.Tests.Checks;
using Domicile.Sharding.Nodes;

namespace Domicile.Infrastructure.Tests.Compute;

public sealed class ConnectionCountTests
{
    [Fact]
    public void Every_node_takes_what_all_functions_and_fleets_of_a_world_may_open_to_it()
    {
        foreach (var world in SynthesizedWorlds.All)
        {
            var resources = Resource.Of(world.Templates);
            Assert.Empty(ConnectionCount.TooMany(world.World, resources));
            Assert.All(
                ConnectionCount.Of(world.World, resources),
                node => Assert.InRange(node.Open, 40, node.Takes));
        }
    }

    [Fact]
    public void One_pool_too_many_is_found_and_the_node_named()
    {
        var world = Synthesized.OneRegion;
        var resources = Resource.Of(world.Templates);
        var shard = ConnectionCount.Of(world.World, resources).Single(node => node.Node == "eu/s1");
        var room = (shard.Takes - shard.Open) / new PoolSizes(PoolSizes.OfApiFunction).AllOfShard;

        Assert.DoesNotContain(
            ConnectionCount.TooMany(world.World, [.. resources, Function(room)]),
            said => said.StartsWith("eu/s1", StringComparison.Ordinal));
        var found = ConnectionCount.TooMany(world.World, [.. resources, Function(room + 1)]);
        Assert.Contains(found, said => said.StartsWith("eu/s1 takes ", StringComparison.Ordinal));
    }

    private static Resource Function(int concurrency) => Resource.Planted(
        "AWS::Lambda::Function",
        $$$"""
        {
          "PackageType": "Image",
          "ReservedConcurrentExecutions": {{{concurrency}}},
          "Environment": { "Variables": { "DOMICILE_ROLES": "api" } }
        }
        """) with { Stack = "Domicile-eu-eu-central-1-Planted" };
}
