namespace Domicile.Server.Metrics;

/// <summary>Lets one caller a minute through, the first one after a minute. No lock.</summary>
internal sealed class MinuteTurn(TimeProvider time)
{
    private long takenAt = time.GetTimestamp();

    /// <summary>True for the one whose turn it is.</summary>
    public bool Take()
    {
        var before = Interlocked.Read(ref takenAt);
        return time.GetElapsedTime(before) >= MetricsClock.Pause
            && Interlocked.CompareExchange(ref takenAt, time.GetTimestamp(), before) == before;
    }
}
