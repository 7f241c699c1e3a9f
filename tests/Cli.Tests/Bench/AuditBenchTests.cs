using Domicile.Bench.Audit;

namespace Domicile.Cli.Tests.Bench;

public sealed class AuditBenchTests
{
    [Fact]
    public async Task Documents_are_drawn_alone_and_all_the_way_into_the_object_store()
    {
        var report = await AuditBench.RunAsync(100, TimeProvider.System, CancellationToken.None);

        Assert.True(report is { DrawnPerSecond: > 0, DrawnPerSecondByOne: > 0, DrawnPerCpuSecond: > 0 });
        Assert.True(report.KeptPerSecond > 0);
        Assert.InRange(report.BytesPerDocument, 2_000, 200_000);
    }
}
