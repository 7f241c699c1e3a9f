using Domicile.Sharding.Map;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Tests.Routing;

public sealed class RouteTableTests
{
    private static readonly NodeAddress Nowhere = new("127.0.0.1", 1, "none", "nobody", "");

    private static ShardRouter OpenRouter(int rangeCount)
    {
        var router = ShardRouter.Open(
            new RegionNodes("eu", Nowhere, [new("s1", Nowhere, []), new("s2", Nowhere, [])]), "test", 1);
        router.Use(new ShardMap(1, Enumerable.Range(0, rangeCount)
            .Select(i => new KeyRange(i + 1, i * 10, (i + 1) * 10, $"s{1 + (i % 3)}"))));
        return router;
    }

    [Fact]
    public async Task A_number_is_routed_to_its_ranges_shard_by_the_ranges_id()
    {
        await using var router = OpenRouter(10_000);

        Assert.True(router.TryRoute(19, out var route));
        Assert.Equal(("eu/s2", 2), (route.Shard.FullName, route.RangeId));
        Assert.False(router.TryRoute(100_000, out _));
        Assert.False(router.TryRoute(-1, out _));
    }

    [Fact]
    public async Task A_range_of_a_shard_without_an_address_is_not_routed()
    {
        await using var router = OpenRouter(3);

        Assert.False(router.TryRoute(25, out var route));
        Assert.Null(route.Shard);
    }

    [Fact]
    public async Task A_look_up_allocates_nothing()
    {
        await using var router = OpenRouter(10_000);
        var foundCount = 0;

        // The first turn compiles what it calls, which is not the look-up's.
        for (var turn = 0; turn < 2; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var number = 0; number < 100_000; number += 7)
            {
                foundCount += router.TryRoute(number, out _) ? 1 : 0;
            }

            Assert.True(turn == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }

        Assert.True(foundCount > 0);
    }
}
