using Domicile.Ledger;
using Domicile.Server.Logging;
using Domicile.Sharding.Register;

namespace Domicile.Server.Books;

/// <summary>
/// The single looks at a region's nodes that follow what changes among them: primaries, replicas, standbys, and who is
/// behind the erasure register. How often is the host's business. Lives as long as the server.
/// </summary>
internal sealed class RegionLook(RegionBooks books, ILogger<RegionLook> log)
{
    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(3);

    /// <summary>Which standbys of each shard may be promoted.</summary>
    public IEnumerable<Func<CancellationToken, Task>> Standbys =>
        OfShards(shard => limit => books.Ledger.Gate.LookAsync(shard, limit));

    /// <summary>Which replicas of each shard can be read from.</summary>
    public IEnumerable<Func<CancellationToken, Task>> Replicas =>
        OfShards(shard => limit => books.Ledger.Replicas.LookAsync(shard, limit));

    /// <summary>Whether a node has gone back behind the erasure register, and who was erased.</summary>
    public IEnumerable<Func<CancellationToken, Task>> Erasures =>
        OfShards(shard => limit => books.Ledger.Erasures.LookAsync(shard, limit))
            .Append(books.Ledger.LookAtKeysAsync)
            .Append(books.Ledger.Erased.LookAsync);

    /// <summary>Which nodes are primaries, by the register.</summary>
    public Func<CancellationToken, Task> Primaries => books.Ledger.Router.RefreshAsync;

    /// <summary>Looks at everything, side by side: one that hangs does not keep the others.</summary>
    public Task AllAsync(CancellationToken cancellation) => Task.WhenAll(
        Standbys.Concat(Replicas).Concat(Erasures).Append(Primaries).Select(look => TryAsync(look, cancellation)));

    /// <summary>Looks once, for three seconds at most; a node that does not answer is no failure.</summary>
    public async Task TryAsync(Func<CancellationToken, Task> look, CancellationToken cancellation)
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

    private IEnumerable<Func<CancellationToken, Task>> OfShards(
        Func<Sharding.Routing.Shard, Func<CancellationToken, Task>> look) => books.Ledger.Router.Shards.Select(look);
}
