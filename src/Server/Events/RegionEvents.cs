using Domicile.Aws.Objects;
using Domicile.Ledger;
using Domicile.Ledger.CrossShard;
using Domicile.Ledger.Queue;
using Domicile.Server.Books;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Workers;

namespace Domicile.Server.Events;

/// <summary>
/// What a region's workers do when they are called: messages of the region's queue are worked off, news of a document
/// brings packages to institutions, a wake message and the schedule run every pass. Lives as long as the process.
/// </summary>
internal sealed class RegionEvents(RegionBooks books, ServerParts parts, PassNews news) : IEventWork, IDisposable
{
    private const string WakeSuffix = "-wake";
    private const string DocumentsSuffix = "-documents";
    private const string DocumentsPrefix = "documents/";

    // A pass is run once at a time.
    private readonly SemaphoreSlim gate = new(1);
    private readonly LegWork legs = RegionPasses.LegsOf(books.Ledger, parts.Queues);
    private HostedPass[]? passes;

    private string QueueName => $"domicile-{books.Ledger.Router.Region}";

    private HostedPass[] Passes =>
        passes ??= [.. RegionPasses.Of(books.Ledger, parts.Queues, legs).Where(hosted => hosted.Pause > TimeSpan.Zero)];

    public async Task<EventOutcome> RunAsync(LambdaEvent asked, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            using var budget = new CancellationTokenSource(parts.Events.Budget, books.Ledger.Time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
            if (asked.Queue != QueueName)
            {
                return await RunAsync(Chosen(asked), limit.Token);
            }

            var batch = new EventBatch(asked.Messages, OwnQueue());
            await TakeAsync(batch, limit.Token);
            await batch.SettleAsync(cancellation);
            return new EventOutcome(batch.DoneCount, batch.LeftCount, []);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private HostedPass[] Chosen(LambdaEvent asked) => asked.Queue switch
    {
        null => Passes,
        var queue when queue == QueueName + WakeSuffix => Passes,
        var queue when queue == QueueName + DocumentsSuffix =>
            TellsOfDocument(asked) ? [.. Passes.Where(hosted => hosted.BringsDocuments)] : [],
        var queue => throw new InvalidDataException(
            $"This server is not called for messages of the queue {queue}."),
    };

    // The bucket tells of the packages too that were made of the documents.
    private static bool TellsOfDocument(LambdaEvent asked)
    {
        try
        {
            return asked.Messages
                .SelectMany(message => StoredObject.Read(message.Body))
                .Any(stored => stored.Key?.Text.StartsWith(DocumentsPrefix, StringComparison.Ordinal) == true);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"The message is no news of an object: {e.Message}", e);
        }
    }

    private async Task<EventOutcome> RunAsync(IReadOnlyList<HostedPass> chosen, CancellationToken limit)
    {
        // Turns end with the event: a process that stands still must not keep them.
        await using var turns = new RegionTurns(books.Ledger.Router, books.Ledger.Time);
        return await new PassRound(chosen, turns, books.Ledger.Time, news).RunAsync(limit);
    }

    private async Task TakeAsync(EventBatch batch, CancellationToken limit)
    {
        // Listens from before the first commit, so that what follows from the messages is done now too.
        var all = Passes;
        var pass = legs.RegionFrom(batch);
        try
        {
            while (batch.HasMore && !limit.IsCancellationRequested)
            {
                await pass.RunAsync(limit);
            }

            await RunAsync(await PassRound.WokenAsync(all, books.Ledger.Time), limit);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            news.Waits(pass.Name, batch.Name, "the time of the event is over");
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            news.Waits(pass.Name, batch.Name, ShardFailure.Reason(e));
        }
        catch (Exception e)
        {
            news.Unexpected(pass.Name, batch.Name, e);
        }
    }

    private IMessageQueue OwnQueue() =>
        parts.Queues.Regions.TryGetValue(books.Ledger.Router.Region, out var own)
            ? own
            : throw new InvalidDataException("This server has no queue of its region.");
}
