using Domicile.Ledger.Queue;

namespace Domicile.Server.Events;

/// <summary>
/// Messages that the runtime has received from a queue, as a queue that a pass works off: each is handed out once, and
/// what the pass deletes is noted. Nothing is deleted from the queue itself before <see cref="SettleAsync"/>. Lives as
/// long as its event.
/// </summary>
/// <param name="messages">All of the event.</param>
/// <param name="queue">Where they are from.</param>
internal sealed class EventBatch(IReadOnlyList<ReceivedMessage> messages, IMessageQueue queue) : IMessageQueue
{
    private readonly Lock gate = new();
    private readonly HashSet<string> done = new(StringComparer.Ordinal);
    private int handedOut;

    public string Name => queue.Name;

    /// <summary>Messages that no pass was given yet.</summary>
    public bool HasMore => handedOut < messages.Count;

    /// <summary>Messages that are done with.</summary>
    public int DoneCount => done.Count;

    /// <summary>Messages that have to come again.</summary>
    public int LeftCount => messages.Count - done.Count;

    public Task SendAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellation) =>
        queue.SendAsync(bodies, cancellation);

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        int countMax, TimeSpan wait, CancellationToken cancellation)
    {
        lock (gate)
        {
            IReadOnlyList<ReceivedMessage> next = [.. messages.Skip(handedOut).Take(countMax)];
            handedOut += next.Count;
            return Task.FromResult(next);
        }
    }

    public Task DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellation)
    {
        lock (gate)
        {
            done.UnionWith(receipts);
        }

        return Task.CompletedTask;
    }

    public Task ExtendAsync(string receipt, TimeSpan visibility, CancellationToken cancellation) =>
        queue.ExtendAsync(receipt, visibility, cancellation);

    public Task PurgeAsync(CancellationToken cancellation) => queue.PurgeAsync(cancellation);

    public Task<QueueFigures> FiguresAsync(CancellationToken cancellation) => queue.FiguresAsync(cancellation);

    /// <summary>
    /// Deletes what is done with when something is left: then the invocation fails, and the runtime deletes nothing.
    /// When all is done, the runtime deletes all.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        if (LeftCount > 0 && done.Count > 0)
        {
            await queue.DeleteAsync([.. done], cancellation);
        }
    }
}
