namespace Domicile.Ledger.Tests.Privacy;

/// <summary>Time that passes when the test says so; its timers ring when it passes them.</summary>
internal sealed class TestTime : TimeProvider
{
    private readonly List<(TimerCallback Ring, object? State)> timers = [];
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => ticks;

    public override DateTimeOffset GetUtcNow() =>
        new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero).AddTicks(ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        timers.Add((callback, state));
        return new Timer();
    }

    public void Pass(TimeSpan time) => ticks += time.Ticks;

    public void RingAll() => timers.ForEach(timer => timer.Ring(timer.State));

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
