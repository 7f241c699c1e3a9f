using Domicile.Ledger;
using Domicile.Server.Hosting;
using Domicile.Server.Logging;
using Domicile.Sharding.Register;

namespace Domicile.Server.Books;

/// <summary>
/// Looks at the region's nodes again and again: opens the books once they can be, and notices a shard that was migrated
/// by another version, or came back, while the server runs.
/// </summary>
internal sealed class BooksWatch(
    RegionBooks books, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<BooksWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan WhenOpen = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenClosed = TimeSpan.FromMilliseconds(500);

    private const string Books = "the shard map";
    private readonly Dictionary<string, string?> told = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isListening = await Listening.WaitAsync(lifetime, stoppingToken);
        while (isListening)
        {
            await LookAsync(stoppingToken);
            await Task.Delay(books.AreOpen ? WhenOpen : WhenClosed, time, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var state in await books.LookAsync(cancellation))
            {
                Tell(state.Node, state.Problem);
            }

            Tell(Books, books.AreOpen ? null : "The shard map is not loaded.");
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e) || e is RegisterException)
        {
            Tell(Books, e is RegisterException ? e.Message : "The register went away while it was being read.");
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // A mistake of ours: the server goes on with what it knew, and looks again.
            BooksLines.Unexpected(log, ErrorTrace.Of(e));
        }
    }

    // What is so for long is said once.
    private void Tell(string node, string? problem)
    {
        var isNew = !told.TryGetValue(node, out var before);
        told[node] = problem;
        if (problem is not null && problem != before)
        {
            BooksLines.Lost(log, node, problem);
        }
        else if (problem is null && (isNew || before is not null))
        {
            BooksLines.Found(log, node);
        }
    }
}
