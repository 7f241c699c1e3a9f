using Domicile.Ledger.Privacy;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>
/// Draws the documents that are due on one shard, a batch at a time and several side by side: draw, encrypt, store,
/// and last keep in the shard where they are. A crash repeats what was not kept.
/// </summary>
/// <param name="router">Knows the ranges of the users.</param>
/// <param name="gate">What leaves a shard passes it first: a document is never taken back.</param>
/// <param name="drawer">Draws each of them.</param>
internal sealed class DueBatch(ShardRouter router, StandbyGate gate, DocumentDrawer drawer)
{
    /// <summary>A batch is one commit.</summary>
    public const int SizeMax = 128;

    /// <summary>Drawing is work of a processor; storing waits for the disk.</summary>
    private static readonly int ParallelMax = Math.Max(2, Environment.ProcessorCount);

    /// <summary>Draws the next ones after a place.</summary>
    /// <param name="shard">Whose documents they are, and its primary.</param>
    /// <param name="after">The last one that was seen, of which user.</param>
    /// <param name="endUser">Of users before this number.</param>
    /// <param name="cancellation">Stops between two documents: those that are stored are found again.</param>
    public async Task<DueProgress> RunAsync(
        (Shard Shard, NodePool Node) shard,
        (long User, Guid TransferId) after,
        long endUser,
        CancellationToken cancellation)
    {
        var epoch = shard.Shard.Epoch;
        var due = await DueDocuments.ReadAsync(shard.Node, after, (endUser, SizeMax), cancellation);
        if (due.Count == 0)
        {
            return new DueProgress(0, 0, null);
        }

        var last = (due[^1].UserNumber, due[^1].TransferId);
        if (!await gate.WaitAsync(shard.Shard, epoch, cancellation))
        {
            return new DueProgress(due.Count, 0, after)
            {
                Delay = $"no standby of {shard.Shard.FullName} that may be promoted has flushed what is due",
            };
        }

        var (drawn, failure) = await DrawAsync(shard.Shard, due, cancellation);
        var kept = drawn.Count == 0 ? 0 : await DueDocuments.KeepAsync(shard.Node, drawn, cancellation);
        if (kept < due.Count && failure is null)
        {
            await router.ReloadAsync(cancellation);
            failure = $"a range of {shard.Shard.FullName} is being moved";
        }

        return new DueProgress(due.Count, kept, last) { Delay = failure };
    }

    /// <summary>One that cannot be drawn is told, and keeps no other back.</summary>
    private async Task<(List<DrawnDocument> Drawn, string? Failure)> DrawAsync(
        Shard shard, IReadOnlyList<DueDocument> due, CancellationToken cancellation)
    {
        var drawn = new DrawnDocument?[due.Count];
        string? failure = null;
        await Parallel.ForAsync(
            0,
            due.Count,
            new ParallelOptions { MaxDegreeOfParallelism = ParallelMax, CancellationToken = cancellation },
            async (place, token) =>
            {
                try
                {
                    drawn[place] = await router.RouteAsync(due[place].UserNumber, token) is { } route
                        && route.Shard == shard
                        ? await drawer.DrawAsync(due[place], route.RangeId, token)
                        : null;
                }
                catch (Exception e) when (e is SealBrokenException or InvalidOperationException)
                {
                    // The messages of both name rows and objects, and never what stands in them.
                    failure = $"the document of user {due[place].UserNumber} for transfer {due[place].TransferId} "
                        + $"cannot be drawn: {e.Message}";
                }
            });
        return ([.. drawn.OfType<DrawnDocument>()], failure);
    }
}
