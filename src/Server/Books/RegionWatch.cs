using Domicile.Ledger;
using Domicile.Server.Hosting;
using Domicile.Server.Logging;
using Domicile.Sharding.Register;

namespace Domicile.Server.Books;

/// <summary>
/// Follows what changes among the region's nodes within a fraction of a second: which of them are primaries, by the
/// register, which replicas can be read from, which standbys may be promoted, and whether one has gone back behind the
/// erasure register.
/// </summary>
internal sealed class RegionWatch(
    RegionBooks books, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<RegionWatch> log)
    : BackgroundService
{
    /// <summary>How soon a promotion is followed, and a replica that is lost left out.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Standbys are looked at every so many times.</summary>
    private const int TurnsPerStandbyLook = 4;

    /// <summary>So is how far nodes are in the erasure register: open connections are not asked again.</summary>
    private const int TurnsPerErasureLook = 2;

    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await Listening.WaitAsync(lifetime, stoppingToken))
        {
            return;
        }

        // Side by side: a shard that hangs must not keep the others, or the register, from being looked at.
        await Task.WhenAll(
            books.Ledger.Router.Shards.Select(shard => RepeatAsync(
                TurnsPerStandbyLook, limit => books.Ledger.Gate.LookAsync(shard, limit), stoppingToken))
            .Concat(books.Ledger.Router.Shards.Select(shard => RepeatAsync(
                1, limit => books.Ledger.Replicas.LookAsync(shard, limit), stoppingToken)))
            .Concat(books.Ledger.Router.Shards.Select(shard => RepeatAsync(
                TurnsPerErasureLook, limit => books.Ledger.Erasures.LookAsync(shard, limit), stoppingToken)))
            .Append(RepeatAsync(TurnsPerErasureLook, books.Ledger.LookAtKeysAsync, stoppingToken))
            .Append(RepeatAsync(TurnsPerErasureLook, books.Ledger.Erased.LookAsync, stoppingToken))
            .Append(RepeatAsync(1, books.Ledger.Router.RefreshAsync, stoppingToken)));
    }

    private async Task RepeatAsync(int turns, Func<CancellationToken, Task> look, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(Pause * turns, time, cancellation);
            if (books.AreOpen)
            {
                await TryAsync(look, cancellation);
            }
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> look, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LookMax);
        try
        {
            await look(limit.Token);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e) || e is OperationCanceledException)
        {
            // A node that does not answer is told of by BooksWatch; the next look tries again.
            return;
        }
        catch (RegisterException e)
        {
            BooksLines.Lost(log, "the shard map", e.Message);
        }
        catch (Exception e)
        {
            // A mistake of ours: the server goes on with what it knew, and looks again.
            BooksLines.Unexpected(log, ErrorTrace.Of(e));
        }
    }
}
