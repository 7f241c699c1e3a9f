using Domicile.Ledger.Queue;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>Two regions that know nothing of each other but two queues.</summary>
internal sealed class LegWorld : IAsyncDisposable
{
    private readonly Dictionary<string, IMessageQueue> queues;

    private LegWorld(Dictionary<string, IMessageQueue> queues, LegRegion eu, LegRegion us) =>
        (this.queues, Eu, Us) = (queues, eu, us);

    public IReadOnlyDictionary<string, IMessageQueue> Queues => queues;

    public LegRegion Eu { get; }

    public LegRegion Us { get; }

    public UnkindQueue ToEu => (UnkindQueue)queues["eu"];

    public UnkindQueue ToUs => (UnkindQueue)queues["us"];

    public static async Task<LegWorld> CreateAsync()
    {
        var made = new Dictionary<string, IMessageQueue>(StringComparer.Ordinal)
        {
            ["eu"] = new UnkindQueue("eu", 1),
            ["us"] = new UnkindQueue("us", 2),
        };
        return new LegWorld(
            made, await LegRegion.CreateAsync("eu", made), await LegRegion.CreateAsync("us", made));
    }

    /// <summary>Runs the passes of both regions in turn until no transfer is under way.</summary>
    public async Task SettleAsync(bool resend = false)
    {
        // Another test's transaction on the same server may hold an outbox back for a while.
        for (var rounds = 0; await InTransitAsync() > 0; rounds++)
        {
            Assert.True(rounds < 1000, "The transfers did not come to their end.");
            foreach (var region in new[] { Eu, Us })
            {
                foreach (var shard in new[] { region.S1, region.S2 })
                {
                    await LegRegion.DrainAsync(region.Work.Legs(shard));
                    await (resend ? LegRegion.DrainAsync(region.Work.Resend(shard)) : Task.CompletedTask);
                }

                await LegRegion.DrainAsync(region.Work.Region!);
            }
        }
    }

    private async Task<long> InTransitAsync()
    {
        var count = 0L;
        foreach (var shard in Eu.Books.Owner.Shards.Concat(Us.Books.Owner.Shards))
        {
            count += await TestSql.ScalarAsync<long>(
                shard.Primary, "select count(*) from ledger.transfer where state = 'in-transit'");
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await Eu.DisposeAsync();
        await Us.DisposeAsync();
    }
}
