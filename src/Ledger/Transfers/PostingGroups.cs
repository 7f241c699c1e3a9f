using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Transfers;

/// <summary>
/// Commits together what arrives together for one shard. A transfer that finds nothing under way goes at once; what
/// arrives meanwhile waits for that group's COMMIT and goes with the next, and enough of them start
/// a group beside it. Everyone is answered after the COMMIT of the own group. Lives as long as the ledger; a caller
/// that goes away does not cancel a group.
/// </summary>
internal sealed class PostingGroups(Shard shard, PostingLimits limits, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<PendingTransfer> waiting = new();
    private int running;

    /// <summary>Called after each COMMIT of a group.</summary>
    public Action Committed { get; init; } = () => { };

    /// <summary>Queues a transfer; false when the queue is full, and then nothing was or will be done.</summary>
    public bool TryAdd(PendingTransfer transfer)
    {
        lock (gate)
        {
            if (waiting.Count >= limits.WaitingMax)
            {
                return false;
            }

            waiting.Enqueue(transfer);
            if (running > 0 && (running >= limits.ParallelGroupsMax || waiting.Count < limits.ParallelGroupSizeMin))
            {
                return true;
            }

            running++;
        }

        _ = Task.Run(DrainAsync);
        return true;
    }

    private async Task DrainAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            await PostAsync(group);

            // Those who were answered may have more to post: let them queue it before the next group is taken.
            await Task.Yield();
        }
    }

    private List<PendingTransfer> Take()
    {
        lock (gate)
        {
            // Few beside a group under way: they go with the next, or after it.
            if (waiting.Count == 0 || (running > 1 && waiting.Count < limits.ParallelGroupSizeMin))
            {
                running--;
                return [];
            }

            // Enough for several groups: an even share for each that may be under way, and the others start now.
            var shares = Math.Clamp(
                waiting.Count / limits.ParallelGroupSizeMin, 1, limits.ParallelGroupsMax - running + 1);
            var size = Math.Min((waiting.Count + shares - 1) / shares, limits.GroupSizeMax);
            var group = new List<PendingTransfer>(size);
            while (group.Count < size)
            {
                group.Add(waiting.Dequeue());
            }

            if (shares > 1)
            {
                running++;
                _ = Task.Run(DrainAsync);
            }

            return group;
        }
    }

    private async Task PostAsync(List<PendingTransfer> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var results = await PostingCall.RunAsync(shard.Primary, group, CancellationToken.None);
                Committed();
                for (var i = 0; i < results.Length; i++)
                {
                    group[i].Complete(results[i]);
                }

                return;
            }
            catch (Exception e) when (ShardFailure.IsUnavailable(e) && attempt < limits.Attempts)
            {
                // The COMMIT may have happened: the same ids and keys go again, and the shard tells which are done.
                await Task.Delay(limits.RetryDelay * attempt, time);
            }
            catch (Exception e)
            {
                await BlameAsync(group, e);
                return;
            }
        }
    }

    /// <summary>Finds out which transfer of a group broke it, by posting them one by one.</summary>
    private async Task BlameAsync(List<PendingTransfer> group, Exception exception)
    {
        if (group.Count == 1 || ShardFailure.IsUnavailable(exception))
        {
            foreach (var transfer in group)
            {
                transfer.Fail(exception);
            }

            return;
        }

        foreach (var transfer in group)
        {
            await PostAsync([transfer]);
        }
    }
}
