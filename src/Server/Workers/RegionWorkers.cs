using Domicile.Server.Books;
using Domicile.Server.Hosting;

namespace Domicile.Server.Workers;

/// <summary>Hosts the region's passes, side by side, from when the books are open until the server stops.</summary>
internal sealed class RegionWorkers(
    RegionBooks books, RegionQueues queues, IHostApplicationLifetime lifetime, PassNews news) : BackgroundService
{
    private static readonly TimeSpan BooksPause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await Listening.WaitAsync(lifetime, stoppingToken))
        {
            return;
        }

        while (!books.AreOpen)
        {
            await Task.Delay(BooksPause, books.Ledger.Time, stoppingToken);
        }

        await using var turns = new RegionTurns(books.Ledger.Router, books.Ledger.Time);
        await Task.WhenAll(RegionPasses.Of(books.Ledger, queues, RegionPasses.LegsOf(books.Ledger, queues))
            .Select(hosted => new PassLoop(turns.For(hosted), books.Ledger.Time, news).RunAsync(stoppingToken)));
    }
}
