using Domicile.Ledger.Passes;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.CrossShard;

/// <summary>
/// Walks through one shard's transfers under way, oldest first, a page a run, and sends again what has waited for too
/// long: whatever a crash, a lost message or a node that was down left behind is finished by it. What is stuck it
/// tells, with the reason that the last try met. Keeps in memory only when it tried what: after a restart it tries all
/// at once.
/// </summary>
internal sealed class ResendPass(Shard shard, RegionLedger ledger, LegDelivery delivery, LegLimits limits) : IPass
{
    private const int PageSizeMax = 500;

    private readonly StuckTransfers stuck = new(shard);
    private Dictionary<Guid, NextTry> tries = [];
    private Dictionary<Guid, NextTry> triesOfThisWalk = [];
    private Leg? last;

    // Why the oldest stuck one is stuck, for the log.
    private string? stuckBecause;
    private string? stuckInThisWalk;

    public string Name => "resend";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var epoch = shard.Epoch;
        var legs = await LegReader.ReadOldAsync(
            shard, ledger.Router.Region, (limits.ResendAfter, PageSizeMax), last, cancellation);
        Leg[] due = [.. legs.Where(IsDue)];
        if (due.Length > 0)
        {
            if (!await ledger.Gate.WaitAsync(shard, epoch, cancellation))
            {
                return default;
            }

            var delays = await delivery.DeliverAsync(due, cancellation);
            PlanNextTries(due, delays);
            await TellStuckAsync(due, delays, cancellation);
        }

        var isEnd = legs.Count < PageSizeMax;
        last = isEnd ? null : legs[^1];
        if (isEnd)
        {
            (tries, triesOfThisWalk) = (triesOfThisWalk, []);
            (stuckBecause, stuckInThisWalk) = (stuckInThisWalk, null);
            await stuck.ForgetEndedAsync(cancellation);
        }

        return new PassResult(due.Length, !isEnd)
        {
            HeldBackBy = stuckBecause is null ? null : $"what transfers are stuck for: {stuckBecause}",
        };
    }

    private bool IsDue(Leg leg)
    {
        if (tries.TryGetValue(leg.TransferId, out var next) && next.At > ledger.Time.GetUtcNow())
        {
            triesOfThisWalk[leg.TransferId] = next;
            stuckInThisWalk ??= IsStuck(leg) ? next.Reason : null;
            return false;
        }

        return true;
    }

    private void PlanNextTries(Leg[] legs, string?[] delays)
    {
        var now = ledger.Time.GetUtcNow();
        for (var i = 0; i < legs.Length; i++)
        {
            if (delays[i] is { } reason)
            {
                stuckInThisWalk ??= IsStuck(legs[i]) ? reason : null;
                var pause = tries.TryGetValue(legs[i].TransferId, out var before)
                    ? TimeSpan.FromTicks(Math.Min(before.Pause.Ticks * 2, limits.ResendPauseMax.Ticks))
                    : limits.ResendAfter;
                triesOfThisWalk[legs[i].TransferId] = new NextTry(now + pause, pause, reason);
            }
        }
    }

    private Task TellStuckAsync(Leg[] legs, string?[] delays, CancellationToken cancellation) => stuck.TellAsync(
        [
            .. legs.Zip(delays).Where(item => item.Second is not null && IsStuck(item.First))
                .Select(item => (item.First, item.Second!)),
        ],
        cancellation);

    private bool IsStuck(Leg leg) => leg.SentAt <= ledger.Time.GetUtcNow() - limits.StuckAfter;

    private readonly record struct NextTry(DateTimeOffset At, TimeSpan Pause, string Reason);
}
