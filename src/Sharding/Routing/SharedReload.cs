using System.Runtime.ExceptionServices;

namespace Domicile.Sharding.Routing;

/// <summary>
/// Lets many callers share one reload. A caller is served by a reload that began after it asked, never by one that was
/// already reading: that one may have read the past that the caller was just told is over.
/// </summary>
internal sealed class SharedReload(Func<CancellationToken, Task> reload) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private long startedCount;
    private Exception? lastFailure;

    public void Dispose() => gate.Dispose();

    public async Task RunAsync(CancellationToken cancellation)
    {
        var wanted = Interlocked.Read(ref startedCount) + 1;
        await gate.WaitAsync(cancellation);
        try
        {
            if (startedCount >= wanted)
            {
                // Whoever waits for a register that is down must not try it once each, one after the other.
                ThrowIfFailed();
                return;
            }

            var number = Interlocked.Increment(ref startedCount);
            try
            {
                await reload(cancellation);
                lastFailure = null;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // This caller went away; those behind it are not served by what it did not finish.
                Interlocked.CompareExchange(ref startedCount, number - 1, number);
                throw;
            }
            catch (Exception e)
            {
                lastFailure = e;
                throw;
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private void ThrowIfFailed()
    {
        if (lastFailure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
