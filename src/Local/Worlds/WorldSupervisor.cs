using System.Globalization;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Npgsql;

namespace Domicile.Local.Worlds;

/// <summary>
/// Watches the world's processes: says at once when one has ended, and starts it again, at first at once and then at
/// longer and longer intervals. Gives up on none of them.
/// </summary>
internal sealed class WorldSupervisor(IProgress<WorldEvent> events, TimeProvider time)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    // One that ran this long was well: its next end is a new story, with the shortest pause.
    private static readonly TimeSpan WellAfter = TimeSpan.FromSeconds(10);

    /// <summary>Watches one running process until cancelled. Returns; does not throw for the cancellation.</summary>
    public async Task WatchAsync(IMember member, CancellationToken cancellation)
    {
        var pause = PauseMin;
        try
        {
            while (true)
            {
                var startedAt = time.GetTimestamp();
                await member.WaitForEndAsync(cancellation);
                pause = time.GetElapsedTime(startedAt) > WellAfter ? PauseMin : pause;
                events.Report(new WorldEvent(member.Name, "ended unexpectedly and is started again", IsFault: true));
                pause = await StartAgainAsync(member, pause, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The world is being stopped.
            return;
        }
    }

    // Returns the pause before the next attempt, should one be needed.
    private async Task<TimeSpan> StartAgainAsync(IMember member, TimeSpan pause, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
            try
            {
                // What is left of it, such as a process that ended badly, is cleared away first.
                await member.StopAsync(cancellation);
                await member.StartAsync(cancellation);
                events.Report(new WorldEvent(member.Name, "runs again"));
                return pause;
            }
            catch (Exception e) when (e is NodeException or NpgsqlException or IOException or TimeoutException)
            {
                var seconds = pause.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
                events.Report(new WorldEvent(
                    member.Name, $"did not start; next attempt in {seconds} s. {e.Message}", IsFault: true));
            }
        }
    }
}
