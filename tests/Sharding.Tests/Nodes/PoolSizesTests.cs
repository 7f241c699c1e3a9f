using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Npgsql;

namespace Domicile.Sharding.Tests.Nodes;

/// <summary>What is counted of a process's connections is what its pools really open.</summary>
public sealed class PoolSizesTests
{
    private readonly CancellationToken limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_router_opens_what_its_setting_says_to_each_node_and_no_more(int setting)
    {
        await using var region = await TestRegion.CreateAsync(30_000, ("s1", "0..30000"));
        await using var router = ShardRouter.Open(region.ServerNodes, "test", setting);
        await router.ReloadAsync(limit);
        var shard = router.Shards.Single();
        var sizes = new PoolSizes(setting);

        var register = await Task.WhenAll(
            new[] { router.Register, router.RegisterForWork }.Select(CountAsync));
        var books = await Task.WhenAll(
            new[] { shard.Primary, shard.PrimaryForWork, shard.PrimaryUnchecked }.Select(CountAsync));

        Assert.Equal(sizes.AllOfRegister - PoolSizes.Checks, register.Sum());
        Assert.Equal(sizes.AllOfShard - sizes.Shard, books.Sum());
    }

    [Fact]
    public void A_setting_that_no_pool_can_have_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoolSizes(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PoolSizes(PoolSizes.SettingMax + 1));
    }

    /// <summary>How many connections a pool gives until it makes the next caller wait in vain.</summary>
    private async Task<int> CountAsync(NodePool pool)
    {
        var open = new List<NpgsqlConnection>();
        try
        {
            while (true)
            {
                limit.ThrowIfCancellationRequested();
                open.Add(await pool.OpenConnectionAsync(limit));
            }
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            return open.Count;
        }
        finally
        {
            foreach (var connection in open)
            {
                await connection.DisposeAsync();
            }
        }
    }
}
