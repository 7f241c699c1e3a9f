namespace Domicile.Local.Processes;

/// <summary>Does the same to several things at once.</summary>
internal static class SideBySide
{
    /// <summary>
    /// Returns when all have ended. The first that fails cancels the others, and its exception is the one that is
    /// thrown.
    /// </summary>
    public static async Task RunAsync<T>(
        IEnumerable<T> things, Func<T, CancellationToken, Task> run, CancellationToken cancellation)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Exception? first = null;
        await Task.WhenAll(things.Select(RunOneAsync));
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        async Task RunOneAsync(T thing)
        {
            try
            {
                await run(thing, others.Token);
            }
            catch (Exception e)
            {
                // The others end with a cancellation because of this one; theirs tells nothing.
                Interlocked.CompareExchange(ref first, e, null);
                await others.CancelAsync();
            }
        }
    }
}
