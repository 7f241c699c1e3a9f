using Domicile.Ledger;
using Domicile.Ledger.Central;
using Domicile.Server.Events;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Workers;

namespace Domicile.Server.Central;

/// <summary>
/// What the central function does when it is called: takes the messages' figures into the central database, and tells
/// the regions that it has them.
/// </summary>
internal sealed class CentralEvents(CentralParts parts, TimeProvider time, PassNews news) : IEventWork
{
    private const string QueueName = "domicile-central";

    public async Task<EventOutcome> RunAsync(LambdaEvent asked, CancellationToken cancellation)
    {
        if (asked.Queue != QueueName)
        {
            throw new InvalidDataException($"The centre is called for messages of {QueueName} only.");
        }

        using var budget = new CancellationTokenSource(parts.Events.Budget, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        var batch = new EventBatch(asked.Messages, parts.Queue);
        await TakeAsync(batch, limit.Token);
        await batch.SettleAsync(cancellation);
        return new EventOutcome(batch.DoneCount, batch.LeftCount, []);
    }

    private async Task TakeAsync(EventBatch batch, CancellationToken limit)
    {
        var work = new CentralWork(batch, parts.Database) { Wait = TimeSpan.Zero, Receipts = parts.Receipts };
        try
        {
            while (batch.HasMore && !limit.IsCancellationRequested)
            {
                if ((await work.RunAsync(limit)).HeldBackBy is { } problem)
                {
                    news.Waits(work.Name, RegionQueues.CentralName, problem);
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            news.Waits(work.Name, RegionQueues.CentralName, "the time of the event is over");
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            news.Waits(work.Name, RegionQueues.CentralName, ShardFailure.Reason(e));
        }
        catch (Exception e)
        {
            news.Unexpected(work.Name, RegionQueues.CentralName, e);
        }
    }
}
