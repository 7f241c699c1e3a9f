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
    private const int LookUpCount = 1 << 20;
    private const int RoundCount = 9;
    private const int ShardCount = 16;

    /// <summary>A linear scan reads thousands of ranges for one number; it need not be asked as often.</summary>
    private const int ScanShare = 1 << 9;

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
        var numbers = Enumerable.Range(0, LookUpCount).Select(_ => random.NextInt64(rangeCount * 30_000L)).ToArray();
        var fewNumbers = numbers[..(LookUpCount / ScanShare)];
        var sorted = new SortedList<long, KeyRange>(ranges.ToDictionary(range => range.First));
        var byName = router.Shards.ToDictionary(shard => shard.Name, StringComparer.Ordinal);
        var meter = new CpuMeter(Environment.ProcessId, time);
        var rivals = new[]
        {
            new Rival("router", numbers.Length, () => LookUps.ByRouter(router, numbers)),
            new Rival("sorted list", numbers.Length, () => LookUps.BySortedList(sorted, byName, numbers)),
            new Rival("linear scan", fewNumbers.Length, () => LookUps.ByLinearScan(ranges, byName, fewNumbers)),
        };
        Measure(rivals, cancellation);
        return new RoutingBenchReport(
            rangeCount,
            LookUpCount,
            RoundCount,
            !IsDebugBuild(),
            meter.SinceStart()?.Others,
            [.. rivals.Select(rival => rival.Row(rivals[0]))]);
    }

    private static NodeAddress Nowhere { get; } = new("127.0.0.1", 1, "none", "nobody", "");

    private static void Measure(Rival[] rivals, CancellationToken cancellation)
    {
        for (var round = -1; round < RoundCount; round++)
        {
            foreach (var rival in rivals)
            {
                cancellation.ThrowIfCancellationRequested();
                rival.Run(isWarmUp: round < 0);
            }
        }
    }

    private static bool IsDebugBuild() => typeof(ShardRouter).Assembly
        .GetCustomAttributes(typeof(DebuggableAttribute), inherit: false)
        .OfType<DebuggableAttribute>()
        .Any(attribute => attribute.IsJITOptimizerDisabled);

    private sealed class Rival(string name, int lookUpCount, Func<int> lookUp)
    {
        private const int WarmUpCount = 8;
        private readonly List<double> nanoseconds = [];
        private long bytes;

        public void Run(bool isWarmUp)
        {
            for (var i = 0; i < (isWarmUp ? WarmUpCount : 1); i++)
            {
                var bytesBefore = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                var foundCount = lookUp();
                var elapsed = Stopwatch.GetElapsedTime(start);
                var allocated = GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
                if (foundCount != lookUpCount)
                {
                    throw new InvalidOperationException($"{name} found {foundCount} of {lookUpCount} users.");
                }

                if (!isWarmUp)
                {
                    bytes += allocated;
                    nanoseconds.Add(elapsed.TotalNanoseconds / lookUpCount);
                }
            }
        }

        public RoutingBenchRow Row(Rival router) => new(
            name,
            Math.Round(Median(nanoseconds), 1),
            Math.Round((double)bytes / lookUpCount / nanoseconds.Count, 3),
            Math.Round(Median(nanoseconds.Zip(router.nanoseconds, (own, its) => own / its)), 2));

        private static double Median(IEnumerable<double> values)
        {
            var sorted = values.Order().ToArray();
            return sorted[sorted.Length / 2];
        }
    }
}
