using Domicile.Bench.Machine;
using Domicile.Ledger.Transfers;

namespace Domicile.Bench.Ledger;

/// <summary>
/// Transfers on one durable shard in three ways, interleaved in one run: a textbook transaction, one call a transfer,
/// and the ledger, which commits together what arrives together. Every caller sees its answer after its own COMMIT.
/// </summary>
public sealed class LedgerBench(LedgerBenchOptions options, TimeProvider time)
{
    private const int UserCount = 10_000;

    /// <param name="progress">Told what is measured next.</param>
    public async Task<LedgerBenchReport> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("making a shard of its own");
        await using var shard = await BenchShard.CreateAsync(UserCount, cancellation);
        await using var oneByOne = shard.OpenLedger(new PostingLimits
        {
            GroupSizeMax = 1,
            ParallelGroupSizeMin = 1,
            ParallelGroupsMax = options.Connections,
        });
        await using var grouped = shard.OpenLedger(new PostingLimits());
        await using var textbook = shard.OpenPool(options.Connections);
        ITransferRival[] rivals =
        [
            new TextbookRival(textbook),
            new LedgerRival("one call", oneByOne.Transfers, BenchShard.Region),
            new LedgerRival("ledger", grouped.Transfers, BenchShard.Region),
        ];

        var samples = new List<LedgerSample>();
        for (var round = 0; round <= options.Rounds; round++)
        {
            foreach (var callers in options.Callers)
            {
                foreach (var rival in rivals)
                {
                    progress.Report($"round {round} of {options.Rounds}: {rival.Name}, {callers} callers");
                    var sample = await MeasureAsync(rival, callers, shard.Postmaster, cancellation);

                    // Round 0 warms up plans, pools and code.
                    if (round > 0)
                    {
                        samples.Add(sample);
                    }
                }
            }
        }

        return LedgerBenchReport.Make(await shard.ReadSettingsAsync(cancellation), samples);
    }

    private async Task<LedgerSample> MeasureAsync(
        ITransferRival rival, int callers, int postmaster, CancellationToken cancellation)
    {
        var meter = new CpuMeter(postmaster, time);
        var startedAt = time.GetTimestamp();
        var work = Enumerable.Range(0, callers).Select(caller => CallAsync(rival, caller, startedAt, cancellation));
        var latencies = (await Task.WhenAll(work)).SelectMany(list => list).Order().ToArray();
        var use = meter.SinceStart();
        var elapsed = time.GetElapsedTime(startedAt);
        return new LedgerSample(
            rival.Name,
            callers,
            (long)(latencies.Length / elapsed.TotalSeconds),
            latencies[latencies.Length / 2],
            latencies[(int)(latencies.Length * 0.99m)],
            (long?)(use?.Own.TotalMicroseconds / latencies.Length),
            use?.Others);
    }

    private async Task<List<TimeSpan>> CallAsync(
        ITransferRival rival, int caller, long startedAt, CancellationToken cancellation)
    {
        await Task.Yield();
        var random = new Random(caller);
        var latencies = new List<TimeSpan>();
        while (time.GetElapsedTime(startedAt) < options.Duration)
        {
            var payer = random.NextInt64(1, UserCount);
            var payee = (payer + random.NextInt64(1, UserCount - 1)) % UserCount;
            var calledAt = time.GetTimestamp();
            await rival.TransferAsync(payer, payee, cancellation);
            latencies.Add(time.GetElapsedTime(calledAt));
        }

        return latencies;
    }
}
