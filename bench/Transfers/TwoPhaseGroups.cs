namespace Domicile.Bench.Transfers;

/// <summary>
/// Group commit for the two-phase rival, with the ledger's own bounds: what arrives together goes together, up to 100
/// in a group and 4 groups at once.
/// </summary>
internal sealed class TwoPhaseGroups(TwoPhaseCommit commit)
{
    private const int SizeMax = 100;
    private const int ParallelSizeMin = 32;
    private const int ParallelMax = 4;

    private readonly Lock gate = new();
    private readonly Queue<TwoPhaseTransfer> waiting = new();
    private int running;

    public Task RunAsync(TwoPhaseTransfer transfer)
    {
        lock (gate)
        {
            waiting.Enqueue(transfer);
            if (running > 0 && (running >= ParallelMax || waiting.Count < ParallelSizeMin))
            {
                return transfer.Ended;
            }

            running++;
        }

        _ = Task.Run(DrainAsync);
        return transfer.Ended;
    }

    private async Task DrainAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            try
            {
                await commit.RunAsync(group, CancellationToken.None);
                group.ForEach(transfer => transfer.Complete());
            }
            catch (Exception e)
            {
                group.ForEach(transfer => transfer.Fail(e));
            }

            await Task.Yield();
        }
    }

    private List<TwoPhaseTransfer> Take()
    {
        lock (gate)
        {
            var group = new List<TwoPhaseTransfer>(Math.Min(waiting.Count, SizeMax));
            while (group.Count < SizeMax && waiting.TryDequeue(out var transfer))
            {
                group.Add(transfer);
            }

            running -= group.Count == 0 ? 1 : 0;
            return group;
        }
    }
}
