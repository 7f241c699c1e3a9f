using Domicile.Aws.Metrics;
using Domicile.Server.Logging;

namespace Domicile.Server.Metrics;

/// <summary>
/// Sends the server's figures to CloudWatch: what was counted since they were last taken there, and how the region is.
/// A CloudWatch that does not answer costs nothing but a line in the log: what was counted goes with the next ones.
/// Lives as long as the server; one sending at a time.
/// </summary>
internal sealed class MetricsPost(
    CloudWatchMetrics cloud, ServerCounts counts, RegionGauges gauges, ILogger<MetricsPost> log) : IDisposable
{
    private static readonly TimeSpan SendMax = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim gate = new(1);
    private readonly OpenConnections connections = new();
    private ServerCounts.Seen sent = ServerCounts.Seen.Nothing;

    /// <summary>Sends; never throws but when it was cancelled.</summary>
    public async Task SendAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(SendMax);
        try
        {
            var seen = counts.Read();
            MetricPoint[] points =
            [
                .. counts.Between(sent, seen),
                MetricPoint.Of("Connections", "Count", connections.Count()),
                .. await gauges.ReadAsync(limit.Token),
            ];
            await cloud.SendAsync(points, limit.Token);
            sent = seen;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            MetricsLines.NotSent(log, ErrorTrace.Of(e));
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        connections.Dispose();
        gate.Dispose();
    }
}
