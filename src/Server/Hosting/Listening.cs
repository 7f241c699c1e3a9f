namespace Domicile.Server.Hosting;

/// <summary>For background services, which are started before the server listens.</summary>
internal static class Listening
{
    /// <summary>
    /// Returns true once the server listens: one whose port is taken ends again, and asks no node before. False when it
    /// was stopped first.
    /// </summary>
    public static async Task<bool> WaitAsync(IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var isStarted = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(() => isStarted.TrySetResult(true));
        await using var whenStopped = cancellation.Register(() => isStarted.TrySetResult(false));
        return await isStarted.Task;
    }
}
