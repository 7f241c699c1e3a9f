namespace Domicile.Local.Processes;

/// <summary>Ends processes, politely first.</summary>
internal static class ProcessEnd
{
    /// <summary>Sends the first signal and waits for the end; harder ones follow, each after the patience.</summary>
    /// <param name="processId">A process that has not been waited for yet, so that its id is still its own.</param>
    /// <param name="waitAsync">Returns when the process has ended.</param>
    /// <exception cref="TimeoutException">It outlived the last signal.</exception>
    public static async Task StopAsync(
        int processId,
        IReadOnlyList<int> signals,
        TimeSpan patience,
        Func<CancellationToken, Task> waitAsync,
        CancellationToken cancellation)
    {
        foreach (var signal in signals)
        {
            // One that ended by itself cannot be sent a signal; waiting for it tells.
            Signals.Send(processId, signal);
            using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeLimit.CancelAfter(patience);
            try
            {
                await waitAsync(timeLimit.Token);
                return;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                continue;
            }
        }

        throw new TimeoutException($"Process {processId} did not end when told to.");
    }
}
