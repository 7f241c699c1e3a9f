using Domicile.Server.Hosting;

namespace Domicile.Server.Books;

/// <summary>
/// Follows what changes among the region's nodes within a fraction of a second: which of them are primaries, by the
/// register, which replicas can be read from, which standbys may be promoted, and whether one has gone back behind the
/// erasure register.
/// </summary>
internal sealed class RegionWatch(
    RegionBooks books, RegionLook look, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    /// <summary>How soon a promotion is followed, and a replica that is lost left out.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Standbys are looked at every so many times.</summary>
    private const int TurnsPerStandbyLook = 4;

    /// <summary>So is how far nodes are in the erasure register: open connections are not asked again.</summary>
    private const int TurnsPerErasureLook = 2;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await Listening.WaitAsync(lifetime, stoppingToken))
        {
            return;
        }

        // Side by side: a shard that hangs must not keep the others, or the register, from being looked at.
        await Task.WhenAll(
            look.Standbys.Select(one => RepeatAsync(TurnsPerStandbyLook, one, stoppingToken))
                .Concat(look.Replicas.Select(one => RepeatAsync(1, one, stoppingToken)))
                .Concat(look.Erasures.Select(one => RepeatAsync(TurnsPerErasureLook, one, stoppingToken)))
                .Append(RepeatAsync(1, look.Primaries, stoppingToken)));
    }

    private async Task RepeatAsync(int turns, Func<CancellationToken, Task> one, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(Pause * turns, time, cancellation);
            if (books.AreOpen)
            {
                await look.TryAsync(one, cancellation);
            }
        }
    }
}
