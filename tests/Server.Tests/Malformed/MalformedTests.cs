using System.Diagnostics;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Malformed;

public sealed class MalformedTests
{
    private const int Seed = 19960728;
    private const int RequestCount = 10_000;
    private const int CallerCount = 64;

    [Fact]
    public async Task Ten_thousand_malformed_requests_are_refused_without_5xx_or_hang_and_change_nothing()
    {
        await using var server = await TestServer.StartAsync();
        var (anna, bob) = await server.AddNeighboursAsync();
        await server.PayAsync("external", anna, "100.00");
        await server.PayAsync(anna, bob, "1.00");
        var before = await TableChecksums.ReadAsync(server.Books);
        Assert.True(before.Values.Count(sum => !sum.StartsWith("0 ", StringComparison.Ordinal)) > 10);

        var requests = new MalformedRequests(server, anna, bob);
        var statuses = new int[RequestCount];
        var slowest = 0L;
        await Parallel.ForAsync(
            0,
            RequestCount,
            new ParallelOptions { MaxDegreeOfParallelism = CallerCount },
            async (i, _) =>
            {
                var start = Stopwatch.GetTimestamp();
                var random = new Random(unchecked(Seed + (i * 7919)));
                statuses[i] = i % 10 == 0
                    ? await MalformedBytes.SendAsync(server, random)
                    : await requests.SendAsync(random);
                InterlockedMax(ref slowest, Stopwatch.GetElapsedTime(start).Ticks);
            });

        var counts = statuses.GroupBy(status => status).ToDictionary(group => group.Key, group => group.Count());
        var table = string.Join(", ", counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{table}; slowest {new TimeSpan(slowest).TotalSeconds:F1} s");
        Assert.All(counts.Keys, status => Assert.True(status is MalformedBytes.Closed or (>= 400 and < 500), table));
        Assert.True(counts.Keys.Count(status => status >= 400) >= 8, table);
        Assert.Equal("ready", (await server.SendAsync("GET", "/health/ready")).Text("status"));
        Assert.Equal(before, await TableChecksums.ReadAsync(server.Books));
        Assert.DoesNotContain("unexpected", server.Program.Log, StringComparison.Ordinal);
    }

    private static void InterlockedMax(ref long highest, long value)
    {
        for (var seen = Volatile.Read(ref highest); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref highest, value, seen);
        }
    }
}
