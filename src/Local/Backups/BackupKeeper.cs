using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Local.Backups;

/// <summary>
/// Destroys a world's backups when their days are over, as long as the world runs: a certificate of erasure counts on
/// it, whether somebody makes backups or not.
/// </summary>
internal sealed class BackupKeeper(WorldAddresses addresses, IProgress<WorldEvent> events, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Goes on until cancelled. Returns; does not throw for the cancellation.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await LookAsync(cancellation);
            await Task.Delay(Interval, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            if (!Directory.Exists(addresses.Folder.BackupFolder))
            {
                return;
            }

            var gone = await new BackupStore(addresses.Folder).RemoveExpiredAsync(
                time.GetUtcNow(), region => addresses.World.PeriodsOf(region).BackupDays, cancellation);
            foreach (var name in gone)
            {
                events.Report(new WorldEvent("backups", $"{name} is destroyed: its days are over"));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The world is being stopped; the next one looks.
            return;
        }
        catch (Exception e) when (e is WorldException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            // Whoever holds the lock destroys them itself, or the next look does.
            events.Report(new WorldEvent(
                "backups", $"could not be looked through for those whose days are over: {e.Message}", IsFault: true));
        }
    }
}
