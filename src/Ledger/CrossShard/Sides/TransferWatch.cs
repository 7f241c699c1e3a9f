using System.Collections.Concurrent;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>
/// Tells those who wait in this process that a transfer came to its end. A hint only: another process may end it, so
/// whoever waits also looks by itself. Safe for any number of callers.
/// </summary>
internal sealed class TransferWatch
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiting = new();

    /// <summary>Completes when the transfer comes to its end here; dispose it when nobody waits any more.</summary>
    public Waiting Start(Guid transferId) => new(this, transferId);

    /// <summary>Hears of every end in this process, for measurements.</summary>
    public Action<Guid>? Heard { get; set; }

    public void Ended(Guid transferId)
    {
        Heard?.Invoke(transferId);
        if (waiting.TryGetValue(transferId, out var ended))
        {
            ended.TrySetResult();
        }
    }

    /// <summary>One caller's waiting for one transfer.</summary>
    internal sealed class Waiting : IDisposable
    {
        private readonly TransferWatch watch;
        private readonly Guid transferId;
        private readonly TaskCompletionSource ended;

        public Waiting(TransferWatch watch, Guid transferId)
        {
            this.watch = watch;
            this.transferId = transferId;
            ended = watch.waiting.GetOrAdd(
                transferId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        public Task Ended => ended.Task;

        // The others who wait for the same transfer keep looking by themselves.
        public void Dispose() => watch.waiting.TryRemove(KeyValuePair.Create(transferId, ended));
    }
}
