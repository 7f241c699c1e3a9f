using Domicile.Ledger.Passes;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Privacy.Erasure.Steps;

/// <summary>
/// Brings erasures to their end: every shard and the key database to where the register is, as after a restore, then
/// each order as far as it comes. Each step is written down when it is done, so that whoever comes after a crash goes
/// on there; a node that is down holds up what needs it and nothing else. Any number of hosts may run it at once.
/// </summary>
internal sealed class ErasurePass(IReadOnlyCollection<Shard> shards, ErasureParts parts, ErasureSteps steps) : IPass
{
    public string Name => "erasure";

    /// <summary>Called before a step is written down; a test crashes here.</summary>
    internal Action<ErasureStep> Recording { get; init; } = _ => { };

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        List<string?> delays = [await TryAsync("the key database", ApplyToKeysAsync)];
        foreach (var shard in shards)
        {
            delays.Add(await TryAsync(shard.FullName, () => ApplyToAsync(shard)));
        }

        var doneCount = 0;
        foreach (var order in await parts.Orders.ReadUnfinishedAsync(cancellation))
        {
            var delay = await TryAsync("a node", () => AdvanceAsync(order.RequestId, cancellation));
            doneCount += delay is null ? 1 : 0;
            delays.Add(delay);
        }

        return new PassResult(doneCount, false) { HeldBackBy = delays.Find(delay => delay is not null) };

        async Task<string?> ApplyToKeysAsync()
        {
            await parts.Keys.ApplyAsync(cancellation);
            return null;
        }

        async Task<string?> ApplyToAsync(Shard shard)
        {
            await parts.Application.ApplyAsync(shard.PrimaryUnchecked, cancellation);
            return null;
        }
    }

    /// <returns>Null when it is done; else what it waits for.</returns>
    private async Task<string?> AdvanceAsync(Guid requestId, CancellationToken cancellation)
    {
        var order = await FindAsync(requestId, cancellation);
        foreach (var step in steps.Preparation)
        {
            if (await AdvanceAsync(order, step, cancellation) is { } delay)
            {
                return delay;
            }
        }

        order = await FindAsync(requestId, cancellation);
        List<string> delays = [];
        foreach (var step in steps.Destruction)
        {
            // One that is down does not keep the others from forgetting.
            if (await TryAsync(step.Place, () => AdvanceAsync(order, step, cancellation)) is { } delay)
            {
                delays.Add(delay);
            }
        }

        return delays.Count > 0 ? delays[0] : await EndAsync(requestId, cancellation);
    }

    private async Task<string?> AdvanceAsync(ErasureOrder order, ErasureStep step, CancellationToken cancellation)
    {
        if (order.Has(step.Name, step.Place))
        {
            return null;
        }

        if (await step.RunAsync(order, cancellation) is { } delay)
        {
            return delay;
        }

        Recording(step);
        await parts.Notes.RecordAsync(order.RequestId, step, cancellation);
        return null;
    }

    private async Task<string?> EndAsync(Guid requestId, CancellationToken cancellation)
    {
        var order = await FindAsync(requestId, cancellation);
        if (order.CertifiedAt is null)
        {
            if (parts.Certificates is null)
            {
                return "a server with the region's signing key";
            }

            var documents = await parts.Books.ReadDocumentsAsync(order.User, cancellation);
            if (!documents.IsDone)
            {
                return documents.Refusal.Detail;
            }

            var certificate = await parts.Certificates.WriteAsync(order, documents.Value, cancellation);
            await parts.Notes.CertifyAsync(order, certificate, cancellation);
        }

        if (await steps.SettleAsync(order, cancellation) is { } delay)
        {
            return delay;
        }

        // It comes when it comes: waiting for it is no problem of a node.
        if (order.Told.All(told => told.ReceiptAt is not null))
        {
            await parts.Notes.EndAsync(order, cancellation);
        }

        return null;
    }

    private async Task<ErasureOrder> FindAsync(Guid requestId, CancellationToken cancellation) =>
        await parts.Orders.FindAsync(requestId, cancellation)
        ?? throw new InvalidOperationException($"The order {requestId} is gone from the register.");

    private static async Task<string?> TryAsync(string node, Func<Task<string?>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return $"{node} does not answer";
        }
    }
}
