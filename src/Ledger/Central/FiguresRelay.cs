using Domicile.Ledger.Messages;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Queue;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Central;

/// <summary>
/// Carries what happened in one shard to the central database: cuts a batch of figures in one commit, waits until a
/// standby that may be promoted has it, sends it. A crash after the cut leaves the batch with its number for the next
/// run; a crash after the sending repeats it, and the centre counts it once. Lives as long as its host; one run at a
/// time.
/// </summary>
/// <param name="shard">Whose outbox it is.</param>
/// <param name="gate">What leaves the shard passes it first.</param>
/// <param name="queue">The queue <c>central</c>.</param>
/// <param name="time">For how long rows are held back.</param>
public sealed class FiguresRelay(Shard shard, StandbyGate gate, IMessageQueue queue, TimeProvider time) : IPass
{
    private static readonly TimeSpan TellAfter = TimeSpan.FromSeconds(1);
    private const int MessagesPerSend = 50;

    private readonly FiguresOutbox outbox = new(shard);
    private (int Epoch, long Batch) sent;
    private bool isUnsent = true;
    private long? heldSince;

    public string Name => "figures-relay";

    /// <summary>Rows of the outbox in one batch; one batch is one message.</summary>
    public int RowsPerBatchMax { get; init; } = 10_000;

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        // While more rows wait than fit into a batch, one batch is on its way as the next one is being cut.
        var cutting = outbox.CutAsync(RowsPerBatchMax, cancellation);
        var sending = isUnsent ? SendAsync(cancellation) : Task.FromResult(true);
        await Task.WhenAll(cutting, sending);
        var cut = await cutting;
        isUnsent |= cut.RowCount > 0;
        if (!await sending || (isUnsent && !cut.MoreWaiting && !await SendAsync(cancellation)))
        {
            return new PassResult(0, cut.MoreWaiting)
            {
                IsHeldBack = true,
                HeldBackBy = $"no standby of {shard.FullName} that may be promoted has flushed the figures",
            };
        }

        // Batches that an earlier relay left behind go out at once too, however few rows come.
        return new PassResult((int)cut.RowCount, cut.MoreWaiting || isUnsent)
        {
            IsHeldBack = cut.HeldBack,
            HeldBackBy = await HolderAsync(cut.HeldBack && cut.RowCount == 0, cancellation),
        };
    }

    /// <summary>Sends every batch that this relay has not sent; false when the gate is closed.</summary>
    private async Task<bool> SendAsync(CancellationToken cancellation)
    {
        var epoch = shard.Epoch;

        // What is read here was committed before the gate is asked, and its number is as safe as its rows.
        var messages = await outbox.ReadAsync(sent, MessagesPerSend, TimeSpan.Zero, cancellation);
        if (messages.Count > 0)
        {
            if (!await gate.WaitAsync(shard, epoch, cancellation))
            {
                return false;
            }

            await queue.SendAsync([.. messages.Select(MessageForm.Write)], cancellation);
            sent = (messages[^1].Epoch, messages[^1].Batch);
        }

        isUnsent = messages.Count == MessagesPerSend;
        return true;
    }

    private async Task<string?> HolderAsync(bool isHeldBack, CancellationToken cancellation)
    {
        if (!isHeldBack)
        {
            heldSince = null;
            return null;
        }

        heldSince ??= time.GetTimestamp();
        return time.GetElapsedTime(heldSince.Value) < TellAfter
            ? null
            : (await HorizonHolder.FindAsync(shard, cancellation))?.ToString();
    }
}
