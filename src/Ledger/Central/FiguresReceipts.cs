using Domicile.Ledger.CrossShard.Messages;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Nodes;

namespace Domicile.Ledger.Central;

/// <summary>
/// Tells regions that have no way to the central database what it has of their figures, so that they forget it. A
/// message that is lost costs nothing: the region sends again what it was not told of, and is told again.
/// </summary>
/// <param name="central">The central database, as a role that may read it.</param>
/// <param name="regions">The regions' queues by name.</param>
public sealed class FiguresReceipts(NodePool central, IReadOnlyDictionary<string, IMessageQueue> regions)
{
    /// <summary>Sends a message for each shard to its region's queue.</summary>
    /// <param name="shards">Full names, such as <c>eu/s1</c>.</param>
    /// <param name="cancellation">Stops it; some may have been told.</param>
    /// <returns>Why some were not told; null when all were.</returns>
    internal async Task<string?> SendAsync(IEnumerable<string> shards, CancellationToken cancellation)
    {
        string? problem = null;
        foreach (var region in shards.Distinct(StringComparer.Ordinal).GroupBy(shard => shard.Split('/')[0]))
        {
            if (!regions.TryGetValue(region.Key, out var queue))
            {
                problem = $"the centre has no queue of region {region.Key}, and cannot say what it has of its figures";
                continue;
            }

            var bodies = new List<byte[]>();
            foreach (var shard in region)
            {
                var streams = await FiguresSight.ReadAsync(central, shard, cancellation);
                bodies.Add(RegionMessages.Write(new FiguresSeenMessage(RegionMessages.Version, shard, streams)));
            }

            problem = await TrySendAsync(queue, bodies, cancellation) ?? problem;
        }

        return problem;
    }

    private static async Task<string?> TrySendAsync(
        IMessageQueue queue, List<byte[]> bodies, CancellationToken cancellation)
    {
        try
        {
            await queue.SendAsync(bodies, cancellation);
            return null;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return $"the queue of region {queue.Name} does not answer";
        }
    }
}
