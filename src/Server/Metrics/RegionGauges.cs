using Domicile.Aws.Metrics;
using Domicile.Ledger;
using Domicile.Ledger.Central;
using Domicile.Server.Books;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Workers;

namespace Domicile.Server.Metrics;

/// <summary>
/// How a region is at this moment: nodes, lags, queue, erasures. A node or a queue that does not answer has no figure,
/// and is counted as one that is not served. Lives as long as the server.
/// </summary>
internal sealed class RegionGauges(RegionBooks books, RegionQueues queues, ServerParts parts)
{
    /// <summary>All that can be told now.</summary>
    public async Task<IReadOnlyList<MetricPoint>> ReadAsync(CancellationToken cancellation)
    {
        var points = new List<MetricPoint>
        {
            MetricPoint.Of(
                "NodesUnserved", "Count", books.Nodes.Count(node => node.Condition != NodeCondition.Answers)),
        };
        foreach (var shard in books.Ledger.Router.Shards)
        {
            if (books.Ledger.Replicas.AgeOf(shard) is { } age)
            {
                points.Add(MetricPoint.Of("ReplicaLag", "Seconds", age.TotalSeconds, shard.FullName));
            }
        }

        if (parts.Works && books.AreOpen)
        {
            foreach (var shard in books.Ledger.Router.Shards)
            {
                await TryAsync(async () => points.Add(MetricPoint.Of(
                    "FiguresWaiting", "Count", await FiguresBacklog.ReadAsync(shard, cancellation), shard.FullName)));
            }

            await TryAsync(async () => points.AddRange(await ErasuresAsync(cancellation)));
            await TryAsync(async () => points.AddRange(await QueueAsync(cancellation)));
        }

        return points;
    }

    private async Task<IReadOnlyList<MetricPoint>> ErasuresAsync(CancellationToken cancellation)
    {
        var (count, age) = await books.Ledger.ErasureWork.UnfinishedAsync(cancellation);
        return
        [
            MetricPoint.Of("ErasuresUnfinished", "Count", count),
            MetricPoint.Of("ErasureAge", "Seconds", age.TotalSeconds),
        ];
    }

    private async Task<IReadOnlyList<MetricPoint>> QueueAsync(CancellationToken cancellation)
    {
        if (!queues.Regions.TryGetValue(parts.Region, out var own))
        {
            return [];
        }

        var figures = await own.FiguresAsync(cancellation);
        var name = $"domicile-{parts.Region}";
        return
        [
            MetricPoint.Of("QueueDepth", "Count", figures.Depth, name),
            MetricPoint.Of("QueueAge", "Seconds", figures.OldestAge.TotalSeconds, name),
            MetricPoint.Of("DeadLetters", "Count", figures.DeadCount, name),
        ];
    }

    // What is missing among the figures is what does not answer.
    private static async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return;
        }
    }
}
