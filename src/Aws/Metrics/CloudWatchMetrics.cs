using System.Text.Json.Nodes;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Metrics;

/// <summary>
/// Sends metrics to CloudWatch in the namespace <c>Domicile</c>, with the dimensions <c>Region</c>, <c>Site</c> and,
/// where a metric is of one, <c>Node</c>. Lives as long as the process.
/// </summary>
/// <param name="calls">Of the site that the process runs in; stays the caller's.</param>
/// <param name="region">Our region.</param>
/// <param name="time">Dates them.</param>
public sealed class CloudWatchMetrics(SignedCalls calls, string region, TimeProvider time)
{
    public const string Namespace = "Domicile";

    // CloudWatch takes a thousand metrics and a megabyte at once.
    private const int BatchSizeMax = 100;

    /// <summary>Sends all of them, as of this second.</summary>
    /// <exception cref="AwsUnavailableException">CloudWatch does not answer; some may have been taken.</exception>
    /// <exception cref="AwsRefusedException">They may not be sent.</exception>
    public async Task SendAsync(IReadOnlyList<MetricPoint> points, CancellationToken cancellation)
    {
        var at = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var batch in points.Chunk(BatchSizeMax))
        {
            await calls.CallAsync(
                JsonService.Metrics,
                "PutMetricData",
                new JsonObject
                {
                    ["Namespace"] = Namespace,
                    ["MetricData"] = new JsonArray([.. batch.Select(point => DatumOf(point, at))]),
                },
                cancellation: cancellation);
        }
    }

    private JsonObject DatumOf(MetricPoint point, long at)
    {
        var dimensions = new JsonArray(Dimension("Region", region), Dimension("Site", calls.Site.Name));
        if (point.Node is { } node)
        {
            dimensions.Add(Dimension("Node", node));
        }

        return new JsonObject
        {
            ["MetricName"] = point.Name,
            ["Unit"] = point.Unit,
            ["Timestamp"] = at,
            ["Dimensions"] = dimensions,
            ["Values"] = new JsonArray([.. point.Values.Select(one => JsonValue.Create(one.Value))]),
            ["Counts"] = new JsonArray([.. point.Values.Select(one => JsonValue.Create((double)one.Count))]),
        };
    }

    private static JsonObject Dimension(string name, string value) => new() { ["Name"] = name, ["Value"] = value };
}
