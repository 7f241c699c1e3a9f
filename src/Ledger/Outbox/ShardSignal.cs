namespace Domicile.Ledger.Outbox;

/// <summary>
/// Tells one waiting host that something was committed in a shard. Signals that come before it waits, or several at
/// once, are one. Lives as long as the host.
/// </summary>
public sealed class ShardSignal
{
    private TaskCompletionSource raised = NewRaised();

    /// <summary>Returns at the next signal, at once when there was one, or when the time is up.</summary>
    /// <returns>True for a signal.</returns>
    public async Task<bool> WaitAsync(TimeSpan max, TimeProvider time, CancellationToken cancellation)
    {
        var signal = Volatile.Read(ref raised).Task;
        if (!signal.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            await Task.WhenAny(signal, Task.Delay(max, time, waiting.Token));
            await waiting.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }

        // A signal between these lines is of a commit that the work which follows now will see.
        var wasRaised = signal.IsCompleted;
        if (wasRaised)
        {
            Volatile.Write(ref raised, NewRaised());
        }

        return wasRaised;
    }

    internal void Raise() => Volatile.Read(ref raised).TrySetResult();

    // Who commits must not run the work of who waits.
    private static TaskCompletionSource NewRaised() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
