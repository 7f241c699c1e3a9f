using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Npgsql;

namespace Domicile.Local.Keys;

/// <summary>
/// Rotates each region's wrapping key when its days are over, as long as the world runs, and finishes a rotation that
/// was cut short: a certificate of erasure counts on it.
/// </summary>
internal sealed class RotationKeeper(WorldAddresses addresses, IProgress<WorldEvent> events, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Goes on until cancelled. Returns; does not throw for the cancellation.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var region in addresses.World.Regions)
            {
                await LookAsync(region, cancellation);
            }

            await Task.Delay(Interval, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(string region, CancellationToken cancellation)
    {
        try
        {
            var address = addresses.Keys(region, NodeRoles.Owner);
            await using var connection = new NpgsqlConnection(address.PatientConnectionString("domicile rotate"));
            await connection.OpenAsync(cancellation);
            var madeBy = time.GetUtcNow().AddDays(-addresses.World.PeriodsOf(region).RotationDays).Add(Interval);
            var wrapping = new RegionKeys(addresses.Folder, region).WrappingKeys;
            var report = await new KeyRotation(connection, wrapping, region).RunIfDueAsync(madeBy, cancellation);
            if (report is not null)
            {
                events.Report(new WorldEvent(
                    $"{region}/keys",
                    $"rotated: generation {report.Generation.Number} wraps all keys; back up the key database"));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The world is being stopped; the next one finishes it.
            return;
        }
        catch (Exception e) when (e is NpgsqlException or RotationException or WrappingKeyMissingException
            or IOException or UnauthorizedAccessException or TimeoutException)
        {
            events.Report(new WorldEvent(
                $"{region}/keys", $"could not be looked at for a rotation that is due: {e.Message}", IsFault: true));
        }
    }
}
