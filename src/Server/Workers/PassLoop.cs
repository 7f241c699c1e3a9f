using Domicile.Ledger;

namespace Domicile.Server.Workers;

/// <summary>
/// Runs one pass again and again: at once while there is more, else when it is woken or its pause is over. A node that
/// does not answer, and a mistake of ours, is said once, and the pass goes on.
/// </summary>
internal sealed class PassLoop(HostedPass hosted, TimeProvider time, PassNews news)
{
    /// <summary>Rows that wait for a transaction come soon, and nobody tells when.</summary>
    private static readonly TimeSpan HeldBackPause = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);

    private string? told;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (await RunOnceAsync(stopping) is not { } pause)
            {
                // Whoever commits meanwhile does not make the node answer, nor it this server's turn.
                await Task.Delay(FailurePause, time, stopping);
            }
            else if (pause > TimeSpan.Zero)
            {
                await PauseAsync(pause, stopping);
            }
        }
    }

    /// <summary>How long to pause now; null when the pass failed, or is another server's to run.</summary>
    private async Task<TimeSpan?> RunOnceAsync(CancellationToken stopping)
    {
        try
        {
            if (hosted.Turns is { } turns && !await turns.TakeAsync(hosted.FullName, stopping))
            {
                Tell(null);
                return null;
            }

            var result = await hosted.Pass.RunAsync(stopping);
            Tell(result.HeldBackBy is { } holder ? $"held back by {holder}" : null);
            return result switch
            {
                { MoreWaiting: true } => TimeSpan.Zero,
                { IsHeldBack: true } => HeldBackPause,
                _ => hosted.Pause,
            };
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e) && !stopping.IsCancellationRequested)
        {
            Tell(ShardFailure.Reason(e));
            news.NoteFailure();
            return null;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            news.Unexpected(hosted.Pass.Name, hosted.On, e);
            return null;
        }
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken stopping) => hosted.Wake is { } wake
        ? wake.WaitAsync(pause, time, stopping)
        : Task.Delay(pause, time, stopping);

    // What is so for long is said once.
    private void Tell(string? problem)
    {
        if (problem is not null && problem != told)
        {
            news.Waits(hosted.Pass.Name, hosted.On, problem);
        }
        else if (problem is null && told is not null)
        {
            news.GoesOn(hosted.Pass.Name, hosted.On);
        }

        told = problem;
    }
}
