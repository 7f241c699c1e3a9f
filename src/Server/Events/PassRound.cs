using Domicile.Ledger;
using Domicile.Server.Workers;

namespace Domicile.Server.Events;

/// <summary>
/// Runs passes side by side until none of them has anything more to do, or the time is over: for a host that stands
/// still between two events. A pass that fails is told of and left for the next event; the others go on. Lives as long
/// as one event.
/// </summary>
internal sealed class PassRound(IReadOnlyList<HostedPass> passes, RegionTurns turns, TimeProvider time, PassNews news)
{
    /// <summary>Rows that wait for a transaction come soon, and nobody tells when.</summary>
    private static readonly TimeSpan HeldBackPause = TimeSpan.FromMilliseconds(10);

    /// <summary>So often a pass that is held back looks again; then its rows are left for the next event.</summary>
    private const int HeldBackMax = 50;

    private readonly List<string> failed = [];
    private int doneCount;

    /// <summary>Runs them.</summary>
    /// <param name="limit">
    /// Cancelled when the time is over; what is not committed then is done by the next event.
    /// </param>
    public async Task<EventOutcome> RunAsync(CancellationToken limit)
    {
        IReadOnlyList<HostedPass> next = passes;
        while (next.Count > 0 && !limit.IsCancellationRequested)
        {
            await Task.WhenAll(next.Select(hosted => RunToEndAsync(turns.For(hosted), limit)));

            // What one of them committed may be work for another that had come to its end before.
            var woken = await WokenAsync(passes, time);
            next = [.. woken.Where(hosted => !failed.Contains(hosted.FullName))];
        }

        return new EventOutcome(doneCount, 0, failed);
    }

    /// <summary>Those that were told of a commit since they were last asked.</summary>
    public static async Task<IReadOnlyList<HostedPass>> WokenAsync(
        IEnumerable<HostedPass> passes, TimeProvider time)
    {
        var woken = new List<HostedPass>();
        foreach (var hosted in passes)
        {
            if (hosted.Wake is { } wake && await wake.WaitAsync(TimeSpan.Zero, time, CancellationToken.None))
            {
                woken.Add(hosted);
            }
        }

        return woken;
    }

    private async Task RunToEndAsync(HostedPass hosted, CancellationToken limit)
    {
        try
        {
            for (var heldBack = 0; !limit.IsCancellationRequested; heldBack++)
            {
                if (hosted.Turns is { } whose && !await whose.TakeAsync(hosted.FullName, limit))
                {
                    return;
                }

                var result = await hosted.Pass.RunAsync(limit);
                Interlocked.Add(ref doneCount, result.DoneCount);
                if (result.MoreWaiting)
                {
                    heldBack = 0;
                }
                else if (result.IsHeldBack && heldBack < HeldBackMax)
                {
                    await Task.Delay(HeldBackPause, time, limit);
                }
                else
                {
                    Tell(hosted, result.HeldBackBy);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The time is over; nothing is lost.
            return;
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            Fail(hosted);
            news.NoteFailure();
            news.Waits(hosted.Pass.Name, hosted.On, ShardFailure.Reason(e));
        }
        catch (Exception e)
        {
            Fail(hosted);
            news.Unexpected(hosted.Pass.Name, hosted.On, e);
        }
    }

    private void Tell(HostedPass hosted, string? holder)
    {
        if (holder is not null)
        {
            news.Waits(hosted.Pass.Name, hosted.On, $"held back by {holder}");
        }
    }

    private void Fail(HostedPass hosted)
    {
        lock (failed)
        {
            failed.Add(hosted.FullName);
        }
    }
}
