using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.History;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Replicas;

namespace Domicile.Ledger.CrossShard;

/// <summary>
/// Waits for transfers between shards to come to their end: at once where this process ends them, else by looking into
/// the payer's book. Lives as long as the ledger; safe for any number of callers.
/// </summary>
public sealed class TransferEnds
{
    /// <summary>Another process may be the one that ends it.</summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(100);

    private readonly TransferHistory history;
    private readonly TransferWatch watch;
    private readonly TimeProvider time;

    internal TransferEnds(TransferHistory history, TransferWatch watch, TimeProvider time) =>
        (this.history, this.watch, this.time) = (history, watch, time);

    /// <param name="transfer">As it stands in its payer's book.</param>
    /// <param name="max">How long to wait at most.</param>
    /// <param name="trail">Hears of what the caller is shown; null for a caller without one.</param>
    /// <param name="cancellation">Ends the waiting; the transfer goes on.</param>
    /// <returns>
    /// The transfer as it stands then, a refunded one with its reason; under way still when the time is up or its shard
    /// does not answer.
    /// </returns>
    public async Task<Transfer> WaitAsync(
        Transfer transfer, TimeSpan max, ReadTrail? trail, CancellationToken cancellation)
    {
        // A repeated key finds a refunded transfer without its reason, which stands in the book.
        if (transfer.State == TransferState.Completed || transfer.From.User is not { } payer)
        {
            return transfer;
        }

        using var waiting = watch.Start(transfer.Id);
        var started = time.GetTimestamp();
        while (true)
        {
            var seen = await history.FindNowAsync(payer, transfer.Id, trail, cancellation);
            var left = max - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero || seen is { IsDone: true, Value.State: not TransferState.InTransit })
            {
                return seen.Value ?? transfer;
            }

            await Task.WhenAny(
                waiting.Ended, Task.Delay(left < LookPause ? left : LookPause, time, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
