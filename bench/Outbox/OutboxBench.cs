using Domicile.Bench.Ledger;
using Domicile.Bench.Machine;

namespace Domicile.Bench.Outbox;

/// <summary>
/// Measures how fast rows of a shard's outbox come to the central database, and how long one takes at half of the load
/// that is aimed for. Shard, queue and centre share one node of its own and this machine.
/// </summary>
public static class OutboxBench
{
    /// <summary>The rate aimed for: what the best relay in .NET was seen to do.</summary>
    public const int RowsPerSecondAim = 32_500;

    private const int RowsPerWrite = 10_000;
    private const int RivalRows = 2_000;
    internal const int RowsPerBatch = 10_000;

    public static async Task<OutboxBenchReport> RunAsync(
        OutboxBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var node = await BenchShard.CreateAsync(1, cancellation);
        await using var road = new OutboxRoad(node, time);
        var meter = new CpuMeter(node.Postmaster, time);
        var rates = new List<long>();
        var rivals = new List<long>();
        await CarryAsync(road, (RowsPerWrite, RowsPerBatch), time, cancellation);
        for (var round = 0; round < options.Rounds; round++)
        {
            rivals.Add(await CarryAsync(road, (RivalRows, 1), time, cancellation));
            rates.Add(await CarryAsync(road, (options.Rows, RowsPerBatch), time, cancellation));
        }

        var times = (await new OutboxLoad(road, time).RunAsync(options.Seconds, cancellation))
            .Select(arrival => time.GetElapsedTime(arrival.CommittedAt, arrival.ArrivedAt)).Order().ToList();
        var snapshot = options.HeldSnapshotSeconds > 0
            ? await OutboxHolds.SnapshotAsync(node, road, options, time, cancellation)
            : null;
        var writer = options.HeldWriterSeconds > 0
            ? await OutboxHolds.WriterAsync(node, road, options, time, cancellation)
            : null;
        var (rate, rival) = (Middle(rates), Middle(rivals));
        return new OutboxBenchReport(
            rate,
            rival,
            Math.Round(rate / (decimal)Math.Max(1, rival), 1),
            RowsPerSecondAim / 2,
            times[times.Count / 2],
            times[times.Count * 99 / 100],
            meter.SinceStart()?.Others,
            snapshot,
            writer);
    }

    /// <summary>Rows a second, from a full outbox to the centre.</summary>
    internal static async Task<long> CarryAsync(
        OutboxRoad road, (int Rows, int PerBatch) load, TimeProvider time, CancellationToken cancellation)
    {
        var before = (await road.ArrivedAsync(cancellation)).Total;
        for (var left = load.Rows; left > 0; left -= RowsPerWrite)
        {
            await road.WriteAsync(Math.Min(left, RowsPerWrite), cancellation);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var startedAt = time.GetTimestamp();
        var elapsed = TimeSpan.Zero;
        await road.RunAsync(
            load.PerBatch,
            async () =>
            {
                if ((await road.ArrivedAsync(cancellation)).Total >= before + load.Rows && elapsed == TimeSpan.Zero)
                {
                    elapsed = time.GetElapsedTime(startedAt);
                    await stop.CancelAsync();
                }
            },
            stop.Token);
        cancellation.ThrowIfCancellationRequested();
        return (long)(load.Rows / elapsed.TotalSeconds);
    }

    internal static long Middle(IReadOnlyCollection<long> values) => values.Order().ElementAt(values.Count / 2);
}
