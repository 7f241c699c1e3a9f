using Domicile.Aws.Metrics;

namespace Domicile.Server.Metrics;

/// <summary>
/// Counts what requests were answered with and how long they took, since the server started. Times fall into classes
/// that grow by a quarter, so that percentiles are right to an eighth. Says nothing of who asked. Lives as long as the
/// server; no lock.
/// </summary>
internal sealed class RequestFigures
{
    private const double Growth = 1.25;
    private const double FirstMilliseconds = 0.5;

    /// <summary>Up to about a minute; longer times are in the last class.</summary>
    private const int ClassCount = 54;

    private readonly long[] classes = new long[ClassCount];
    private long errors;
    private long refusals;

    /// <summary>A request was answered.</summary>
    public void Note(int status, TimeSpan took)
    {
        Interlocked.Increment(ref classes[ClassOf(took.TotalMilliseconds)]);
        if (status >= 500)
        {
            Interlocked.Increment(ref errors);
        }
        else if (status >= 400)
        {
            Interlocked.Increment(ref refusals);
        }
    }

    /// <summary>All counts at this moment.</summary>
    public RequestCounts Read() => new(
        [.. classes.Select((_, index) => Interlocked.Read(ref classes[index]))],
        Interlocked.Read(ref errors),
        Interlocked.Read(ref refusals));

    /// <summary>What happened between two readings.</summary>
    public static IEnumerable<MetricPoint> Between(RequestCounts before, RequestCounts after)
    {
        (double Value, long Count)[] times =
        [
            .. after.Classes.Zip(before.Classes, (now, then) => now - then)
                .Select((count, index) => (FirstMilliseconds * Math.Pow(Growth, index), count))
                .Where(one => one.count > 0),
        ];
        yield return MetricPoint.Of("Requests", "Count", times.Sum(one => one.Count));
        yield return MetricPoint.Of("Errors", "Count", after.Errors - before.Errors);
        yield return MetricPoint.Of("Refusals", "Count", after.Refusals - before.Refusals);
        if (times.Length > 0)
        {
            yield return new MetricPoint("Latency", "Milliseconds", null) { Values = times };
        }
    }

    private static int ClassOf(double milliseconds)
    {
        var index = (int)Math.Round(Math.Log(Math.Max(milliseconds, FirstMilliseconds) / FirstMilliseconds, Growth));
        return Math.Min(index, ClassCount - 1);
    }
}
