using Domicile.Ledger.CrossShard.Sides;

namespace Domicile.Ledger.CrossShard.Regions;

/// <summary>
/// Decides about legs from other regions. A new verdict leaves by the outbox of the shard that committed it; one that
/// was known before, or that the register committed, is told from here. Lives as long as the ledger.
/// </summary>
internal sealed class LegArrival(Reception reception, UnplacedRefusals unplaced, RegionPost post)
{
    /// <returns>True when each leg has a verdict, and each verdict is on its way.</returns>
    public async Task<bool> ReceiveAsync(IReadOnlyList<IncomingLeg> legs, CancellationToken cancellation)
    {
        var (placed, unplacedOnes) = await reception.SplitAsync(legs, cancellation);
        var refused = await unplaced.RefuseAsync(unplacedOnes, cancellation);

        // Only now, after their ranges were found: a refusal that is not there yet can never come any more.
        refused.UnionWith(await unplaced.FindAsync(placed, cancellation));
        IncomingLeg[] open = [.. placed.Where(leg => !refused.Contains(leg.TransferId))];
        var results = await reception.ReceiveAsync(open, cancellation);

        var told = legs.Where(leg => refused.Contains(leg.TransferId))
            .Select(leg => new Verdict(leg.TransferId, leg.Payer, leg.Payee, UnplacedRefusals.Refusal, null))
            .ToList();
        for (var i = 0; i < open.Length; i++)
        {
            if (results[i] is { Delay: null, Value: { Outcome: ReceiveOutcome.Repeated } known })
            {
                told.Add(new Verdict(
                    open[i].TransferId, open[i].Payer, open[i].Payee, known.Refusal, known.PostingNumber));
            }
        }

        return await post.SendAsync(told, cancellation) is null
            && results.All(result => result.Delay is null)
            && unplacedOnes.All(leg => refused.Contains(leg.TransferId));
    }
}
