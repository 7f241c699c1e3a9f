using Domicile.Server.Books;

namespace Domicile.Server.Workers;

/// <summary>Hosts the region's passes, side by side, from when the books are open until the server stops.</summary>
internal sealed class RegionWorkers(
    RegionBooks books, RegionQueues queues, TimeProvider time, ILogger<RegionWorkers> log) : BackgroundService
{
    private static readonly TimeSpan BooksPause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!books.AreOpen)
        {
            await Task.Delay(BooksPause, time, stoppingToken);
        }

        await Task.WhenAll(RegionPasses.Of(books.Ledger, queues, time)
            .Select(hosted => new PassLoop(hosted, time, log).RunAsync(stoppingToken)));
    }
}
