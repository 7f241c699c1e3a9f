using System.Threading.Channels;

namespace Domicile.Sharding.Tests;

/// <summary>Time in which each wait ends when the test says so.</summary>
internal sealed class StepTime : TimeProvider
{
    private readonly Channel<Wait> waits = Channel.CreateUnbounded<Wait>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(() => callback(state));
        waits.Writer.TryWrite(wait);
        return wait;
    }

    /// <summary>Returns when somebody waits; calling the result ends that wait.</summary>
    public async Task<Action> NextWaitAsync() =>
        (await waits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).End;

    private sealed record Wait(Action End) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
