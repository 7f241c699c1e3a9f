using Domicile.Cli.Client;

namespace Domicile.Cli.Chaos.Load;

/// <summary>
/// A steady load of mixed transfers over HTTP. Each caller sends one order at a time, again and again with the same key
/// until it is told what became of it, and now and then once more to see whether it is told the same.
/// </summary>
internal sealed class ChaosLoad(
    ILookup<string, RegionClient> servers, Cast cast, OutsideLog log, int seed)
{
    private const int CallerCount = 32;
    private const int RepeatOneOf = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private readonly string run = $"chaos-{seed}-{Guid.CreateVersion7():N}";

    /// <summary>Gives everybody something to spend.</summary>
    public async Task FundAsync(CancellationToken cancellation)
    {
        foreach (var order in cast.Funding(run))
        {
            await SendAsync(order, servers[order.Region].First(), cancellation);
        }
    }

    /// <summary>Runs until told to stop, and then until each caller knows what became of its last order.</summary>
    public Task RunAsync(CancellationToken stop, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, CallerCount).Select(caller => CallAsync(caller, stop, cancellation)));

    private async Task CallAsync(int caller, CancellationToken stop, CancellationToken cancellation)
    {
        var chance = new Random(unchecked((seed * 7_919) + caller));
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var order = cast.Order(chance, $"{run}-{caller}-{number}");
            await SendAsync(order, Any(order, chance), cancellation);
            if (chance.Next(RepeatOneOf) == 0)
            {
                await SendAsync(order, Any(order, chance), cancellation);
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    // Any site of the region takes a write.
    private RegionClient Any(ChaosOrder order, Random chance)
    {
        var sites = servers[order.Region].ToList();
        return sites[chance.Next(sites.Count)];
    }

    private async Task SendAsync(ChaosOrder order, RegionClient server, CancellationToken cancellation)
    {
        try
        {
            var answer = await server.PostTransferAsync(order.Body, order.Key, cancellation);
            if (answer.IsDone)
            {
                log.Acknowledge(order, answer.Value);
            }
            else if (answer.Problem.Status is >= 500 or 409)
            {
                log.GiveUp(order);
            }
            else
            {
                log.Refuse(answer.Problem);
            }
        }
        catch (ApiException)
        {
            // No answer for as long as its patience lasts: the run ends with this order open, and says so.
            log.GiveUp(order);
        }
    }
}
