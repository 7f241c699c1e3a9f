namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>
/// Brings transfers to the end that the payees' sides decided, in the books of their payers, and tells whoever waits
/// for them in this process. Lives as long as its router; safe for many callers at once.
/// </summary>
internal sealed class Settlement(ShardGroups groups, TransferWatch watch)
{
    /// <returns>For each verdict why it has not come to its end; null when it has.</returns>
    public async Task<string?[]> SettleAsync(IReadOnlyList<Verdict> verdicts, CancellationToken cancellation)
    {
        var results = await groups.RunAsync(
            verdicts,
            verdict => verdict.Payer.Number,
            (shard, group, token) => SettleCall.RunAsync(shard.PrimaryForWork, group, token),
            outcome => outcome is SettleOutcome.Moved or SettleOutcome.Busy,
            cancellation);
        var delays = new string?[results.Length];
        for (var i = 0; i < delays.Length; i++)
        {
            delays[i] = results[i].Delay ?? results[i].Value switch
            {
                SettleOutcome.Unknown => "the payer's book has no such transfer",
                SettleOutcome.Contradicts => "it came to the other end before",
                _ => null,
            };
            if (delays[i] is null)
            {
                watch.Ended(verdicts[i].TransferId);
            }
        }

        return delays;
    }
}
