using Domicile.Ledger.Passes;
using Domicile.Sharding.Routing;

namespace Domicile.Server.Workers;

/// <summary>
/// Shares the passes of a region among its servers: those of a shard by locks at that shard, the others by locks at the
/// register. A pass that waits for a queue by itself is run by every server: a queue shares its messages. Lives as long
/// as the passes.
/// </summary>
internal sealed class RegionTurns : IAsyncDisposable
{
    private readonly Dictionary<string, PassTurns> shards;
    private readonly PassTurns region;

    public RegionTurns(ShardRouter router, TimeProvider time)
    {
        shards = router.Shards.ToDictionary(
            shard => shard.FullName, shard => new PassTurns(() => shard.PrimaryForWork, time), StringComparer.Ordinal);
        region = new PassTurns(() => router.RegisterForWork, time);
    }

    /// <summary>The same pass with those who decide whose turn it is.</summary>
    public HostedPass For(HostedPass hosted) => hosted.Pause == TimeSpan.Zero
        ? hosted
        : hosted with { Turns = shards.GetValueOrDefault(hosted.On, region) };

    public async ValueTask DisposeAsync()
    {
        foreach (var shard in shards.Values)
        {
            await shard.DisposeAsync();
        }

        await region.DisposeAsync();
    }
}
