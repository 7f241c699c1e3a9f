using System.Diagnostics;
using Domicile.Bench.Machine;
using Domicile.Sharding.Map;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Topology;

namespace Domicile.Bench.Routing;

/// <summary>
/// Measures the router's look-up over many ranges, in memory alone: a loop over user numbers in random order, warmed
/// up, several rounds, the rivals one after the other in each. Needs no node.
/// </summary>
public static class RoutingBench
{
    public const int RangeCountDefault = 10_000;
    private const int ShardCount = 16;

    /// <summary>
    /// A round lasts less than a millisecond, a busy machine's slice of time for one program some more: most rounds are
    /// then whole, and the median is one of those. Each takes other numbers, so that none is foreseen.
    /// </summary>
    private const int LookUpCount = 1 << 12;

    private const int RoundCount = 201;
    private const int WarmUpCount = 40;

    /// <summary>A linear scan reads thousands of ranges for one number; it need not be asked as often.</summary>
    private const int ScanCount = 1 << 6;

    /// <param name="rangeCount">1 or more.</param>
    public static async Task<RoutingBenchReport> RunAsync(
        int rangeCount, TimeProvider time, CancellationToken cancellation)
    {
        var shards = Enumerable.Range(1, ShardCount).Select(i => new ShardNodes($"s{i}", Nowhere, [])).ToList();
        await using var router = ShardRouter.Open(new RegionNodes("eu", Nowhere, shards), "bench", 1);
        var ranges = Enumerable.Range(0, rangeCount)
            .Select(i => new KeyRange(i + 1, i * 30_000L, (i + 1) * 30_000L, shards[i % ShardCount].Name))
            .ToArray();
        router.Use(new ShardMap(1, ranges));

        // The same numbers in every run; a fixed seed, since nothing here is secret.
        var random = new Random(2);
        var numbers = Enumerable.Range(0, RoundCount + WarmUpCount)
            .Select(_ => Numbers(random, LookUpCount, rangeCount * 30_000L))
            .ToArray();
        var fewNumbers = numbers.Select(round => round[..ScanCount]).ToArray();
        var sorted = new SortedList<long, KeyRange>(ranges.ToDictionary(range => range.First));
        var byName = router.Shards.ToDictionary(shard => shard.Name, StringComparer.Ordinal);
        var meter = new CpuMeter(Environment.ProcessId, time);
        var rivals = new[]
        {
            new Rival("router", numbers, round => LookUps.ByRouter(router, round)),
            new Rival("sorted list", numbers, round => LookUps.BySortedList(sorted, byName, round)),
            new Rival("linear scan", fewNumbers, round => LookUps.ByLinearScan(ranges, byName, round)),
        };
        await MeasureAsync(rivals, time, cancellation);
        return new RoutingBenchReport(
            rangeCount,
            LookUpCount,
            RoundCount,
            !IsDebugBuild(),
            meter.SinceStart()?.Others,
            [.. rivals.Select(rival => rival.Row(rivals[0]))]);
    }

    private static NodeAddress Nowhere { get; } = new("127.0.0.1", 1, "none", "nobody", "");

    private static async Task MeasureAsync(Rival[] rivals, TimeProvider time, CancellationToken cancellation)
    {
        for (var round = 0; round < WarmUpCount + RoundCount; round++)
        {
            // The runtime compiles what is hot once more, in the background: it needs turns and a moment.
            if (round < WarmUpCount)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), time, cancellation);
            }

            foreach (var rival in rivals)
            {
                cancellation.ThrowIfCancellationRequested();
                rival.Run(round, isWarmUp: round < WarmUpCount);
            }
        }
    }

    private static long[] Numbers(Random random, int count, long end) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(end))];

    private static bool IsDebugBuild() => typeof(ShardRouter).Assembly
        .GetCustomAttributes(typeof(DebuggableAttribute), inherit: false)
        .OfType<DebuggableAttribute>()
        .Any(attribute => attribute.IsJITOptimizerDisabled);

    private sealed class Rival(string name, long[][] numbers, Func<long[], int> lookUp)
    {
        private readonly List<double> nanoseconds = [];
        private long bytes;

        public void Run(int round, bool isWarmUp)
        {
            var bytesBefore = GC.GetAllocatedBytesForCurrentThread();
            var start = Stopwatch.GetTimestamp();
            var foundCount = lookUp(numbers[round]);
            var elapsed = Stopwatch.GetElapsedTime(start);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
            if (foundCount != numbers[round].Length)
            {
                throw new InvalidOperationException($"{name} found {foundCount} of {numbers[round].Length} users.");
            }

            if (!isWarmUp)
            {
                bytes += allocated;
                nanoseconds.Add(elapsed.TotalNanoseconds / numbers[round].Length);
            }
        }

        public RoutingBenchRow Row(Rival router) => new(
            name,
            Math.Round(Median(nanoseconds), 1),
            Math.Round((double)bytes / numbers[0].Length / nanoseconds.Count, 3),
            Math.Round(Median(nanoseconds.Zip(router.nanoseconds, (own, its) => own / its)), 2));

        private static double Median(IEnumerable<double> values)
        {
            var sorted = values.Order().ToArray();
            return sorted[sorted.Length / 2];
        }
    }
}
