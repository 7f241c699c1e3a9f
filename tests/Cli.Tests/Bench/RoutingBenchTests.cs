using Domicile.Bench.Routing;

namespace Domicile.Cli.Tests.Bench;

public sealed class RoutingBenchTests
{
    [Fact]
    public async Task The_router_is_measured_beside_its_rivals_and_allocates_nothing()
    {
        var report = await RoutingBench.RunAsync(50, TimeProvider.System, CancellationToken.None);

        Assert.Equal(["router", "sorted list", "linear scan"], report.Rows.Select(row => row.Rival));
        Assert.All(report.Rows, row => Assert.True(row.Nanoseconds > 0 && row.RouterRatio > 0));
        Assert.Equal(0, report.Rows[0].Bytes);
        Assert.Equal(1, report.Rows[0].RouterRatio);
    }
}
