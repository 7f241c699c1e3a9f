using Domicile.Ledger.CrossShard.Regions;
using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Privacy;

namespace Domicile.Ledger.CrossShard;

/// <summary>
/// Takes legs as far as they come now: inside the region to the payee's shard and, with its verdict, to their end; to
/// another region into its queue. Safe to repeat and to stop at any await. Lives as long as the ledger.
/// </summary>
internal sealed class LegDelivery(
    RegionLedger ledger, Reception reception, Settlement settlement, RegionPost post)
{
    private readonly string region = ledger.Router.Region;
    private readonly ReferenceVault references = ledger.References;

    /// <summary>The legs must have been flushed by a standby of their shard that may be promoted.</summary>
    /// <returns>For each leg why it has not come to its end; null when it has.</returns>
    public async Task<string?[]> DeliverAsync(IReadOnlyList<Leg> legs, CancellationToken cancellation)
    {
        var delays = new string?[legs.Count];
        await Task.WhenAll(legs.Index().GroupBy(leg => leg.Item.Payee.Region, StringComparer.Ordinal).Select(
            async group =>
            {
                Leg[] some = [.. group.Select(leg => leg.Item)];
                var ends = group.Key == region
                    ? await DeliverInsideAsync(some, cancellation)
                    : await SendOutsideAsync(group.Key, some, cancellation);
                foreach (var (place, leg) in group.Index())
                {
                    delays[leg.Index] = ends[place];
                }
            }));
        return delays;
    }

    private async Task<string?[]> DeliverInsideAsync(Leg[] legs, CancellationToken cancellation)
    {
        var delays = new string?[legs.Length];
        var turned = new List<(int Index, IncomingLeg Leg)>(legs.Length);
        for (var i = 0; i < legs.Length; i++)
        {
            (var leg, delays[i]) = await TurnAsync(legs[i], cancellation);
            if (leg is not null)
            {
                turned.Add((i, leg));
            }
        }

        var received = await reception.ReceiveAsync([.. turned.Select(leg => leg.Leg)], cancellation);
        var verdicts = new List<(int Index, Verdict Verdict)>(legs.Length);
        foreach (var (result, (index, leg)) in received.Zip(turned))
        {
            delays[index] = result.Delay;
            if (result.Delay is null)
            {
                verdicts.Add((index, new Verdict(
                    leg.TransferId, leg.Payer, leg.Payee, result.Value.Refusal, result.Value.PostingNumber)));
            }
        }

        var ends = await settlement.SettleAsync([.. verdicts.Select(verdict => verdict.Verdict)], cancellation);
        foreach (var (end, (index, _)) in ends.Zip(verdicts))
        {
            delays[index] = end;
        }

        return delays;
    }

    private async Task<string?[]> SendOutsideAsync(string other, Leg[] legs, CancellationToken cancellation)
    {
        var delay = await post.SendAsync(other, legs, cancellation) ?? $"region {other} has not answered yet";
        return [.. Enumerable.Repeat(delay, legs.Length)];
    }

    // The free text changes its key here, and so never stands anywhere in clear or under a stranger's key.
    private async Task<(IncomingLeg? Value, string? Delay)> TurnAsync(Leg leg, CancellationToken cancellation)
    {
        var turned = new IncomingLeg(
            leg.TransferId, leg.Payer, leg.Payee, leg.Asset, leg.MinorUnits, leg.EffectiveAt, true);
        if (leg.SealedReference is not { } seal)
        {
            return (turned, null);
        }

        try
        {
            var text = await references.FindAsync(leg.Payer, leg.TransferId, seal, cancellation);
            var sealedText = text is null
                ? null
                : await references.SealAsync(leg.Payee, leg.TransferId, text, cancellation);
            return (turned with { SealedReference = sealedText }, null);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return (null, "the key database, which its reference needs, does not answer");
        }
        catch (SealBrokenException)
        {
            return (null, "its reference was not sealed with the payer's key");
        }
    }
}
