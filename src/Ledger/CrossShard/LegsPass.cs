using Domicile.Ledger.CrossShard.Regions;
using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Passes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.CrossShard;

/// <summary>
/// Follows one shard's outbox and lets out what another shard has to know: transfers that left their wallets here, and
/// verdicts for payers of other regions. Delivers before it moves its cursor, so a crash repeats and never loses. What
/// cannot be delivered now is passed over: a leg is only a hint, and <see cref="ResendPass"/> sends it again.
/// </summary>
internal sealed class LegsPass(Shard shard, RegionLedger ledger, LegDelivery delivery, RegionPost post) : IPass
{
    /// <summary>Rows looked at in one run: some groups for each of the other shards.</summary>
    public const int BatchSizeMax = 1000;

    private const string Sent = "transfer-sent";
    private readonly string region = ledger.Router.Region;
    private readonly OutboxReader outbox = new("legs", [Sent, "transfer-received", "transfer-refused"]);

    public string Name => "legs";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var epoch = shard.Epoch;
        var batch = await outbox.ReadAsync(shard, BatchSizeMax, cancellation);
        if (batch.ScannedCount == 0)
        {
            return default;
        }

        if (batch.Rows.Count > 0)
        {
            // Whoever hears of a debit or of a verdict must not be told what a promotion could take back.
            if (!await ledger.Gate.WaitAsync(shard, epoch, cancellation))
            {
                return new PassResult(0, MoreWaiting: false) { IsHeldBack = true };
            }

            await Task.WhenAll(SendLegsAsync(batch.Rows, cancellation), SendVerdictsAsync(batch.Rows, cancellation));
        }

        await outbox.AdvanceAsync(shard, batch.End, cancellation);
        return new PassResult(batch.Rows.Count, batch.MoreWaiting) { IsHeldBack = batch.HeldBack };
    }

    private async Task SendLegsAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation)
    {
        var sent = rows.Where(row => row.Type == Sent).Select(row => (row.UserNumber, row.TransferId!.Value)).ToArray();
        if (sent.Length > 0)
        {
            var legs = await LegReader.ReadAsync(shard, region, sent, cancellation);
            await delivery.DeliverAsync(legs, cancellation);
        }
    }

    private async Task SendVerdictsAsync(IReadOnlyList<OutboxRow> rows, CancellationToken cancellation)
    {
        var verdicts = rows.Where(row => row.Type != Sent).Select(ToVerdict)
            .Where(verdict => verdict.Payer.Region != region).ToArray();
        if (verdicts.Length > 0)
        {
            await post.SendAsync(verdicts, cancellation);
        }
    }

    private Verdict ToVerdict(OutboxRow row) => new(
        row.TransferId!.Value,
        UserId.TryParse(row.Counterparty, out var payer)
            ? payer
            : throw new InvalidOperationException($"Transfer {row.TransferId} came from '{row.Counterparty}'."),
        new UserId(region, row.UserNumber),
        row.Refusal,
        row.PostingNumber);
}
