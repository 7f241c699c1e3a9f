using Domicile.Ledger.Assets;
using Domicile.Ledger.CrossShard.Messages;
using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Queue;

namespace Domicile.Ledger.CrossShard.Regions;

/// <summary>
/// Sends legs and verdicts to other regions' queues. What is lost on the way is sent again from the books. Lives as
/// long as its queues; safe for many callers at once.
/// </summary>
internal sealed class RegionPost(IReadOnlyDictionary<string, IMessageQueue> queues, AssetRegistry assets)
{
    /// <summary>Lines in one message: about 30 kB, well below what any queue takes.</summary>
    private const int LinesMax = 100;

    /// <returns>Why the legs are on their way to nobody; null when they were sent.</returns>
    public async Task<string?> SendAsync(string region, IReadOnlyList<Leg> legs, CancellationToken cancellation)
    {
        var lines = new List<LegLine>(legs.Count);
        foreach (var leg in legs)
        {
            if (await FindAssetAsync(leg.Asset, cancellation) is not { } asset)
            {
                return "the region's register, which knows its asset, does not answer";
            }

            lines.Add(new LegLine(
                leg.TransferId, leg.Payer.ToString(), leg.Payee.ToString(), leg.Asset, asset.Scale, leg.MinorUnits,
                leg.EffectiveAt, leg.SentAt, leg.PostingNumber));
        }

        return await SendAsync(
            region, lines.Chunk(LinesMax).Select(some => new LegsMessage(RegionMessages.Version, some)), cancellation);
    }

    /// <returns>Why some of the verdicts are on their way to nobody; null when all were sent.</returns>
    public async Task<string?> SendAsync(IReadOnlyList<Verdict> verdicts, CancellationToken cancellation)
    {
        string? delay = null;
        foreach (var region in verdicts.GroupBy(verdict => verdict.Payer.Region, StringComparer.Ordinal))
        {
            var lines = region.Select(verdict => new VerdictLine(
                verdict.TransferId, verdict.Payer.ToString(), verdict.Payee.ToString(), verdict.Refusal,
                verdict.PostingNumber));
            delay = await SendAsync(
                region.Key,
                lines.Chunk(LinesMax).Select(some => new VerdictsMessage(RegionMessages.Version, some)),
                cancellation) ?? delay;
        }

        return delay;
    }

    private async Task<string?> SendAsync(
        string region, IEnumerable<RegionMessage> messages, CancellationToken cancellation)
    {
        if (!queues.TryGetValue(region, out var queue))
        {
            return $"this server has no queue of region {region}";
        }

        try
        {
            await queue.SendAsync([.. messages.Select(RegionMessages.Write)], cancellation);
            return null;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return $"the queue of region {region} does not answer";
        }
    }

    private async Task<Asset?> FindAssetAsync(string code, CancellationToken cancellation)
    {
        try
        {
            return await assets.FindAsync(code, cancellation)
                ?? throw new InvalidOperationException($"The books name the asset {code}, the register does not.");
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return null;
        }
    }
}
