namespace Domicile.Testing;

/// <summary>The system's clock, which a test moves on: for whatever counts how old something is.</summary>
public sealed class LeapingTime : TimeProvider
{
    private long leaped;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp() + Volatile.Read(ref leaped);

    /// <summary>From now on it is later by so much, and a tick.</summary>
    public void Leap(TimeSpan by) => Interlocked.Add(ref leaped, (long)(by.TotalSeconds * TimestampFrequency) + 1);
}
