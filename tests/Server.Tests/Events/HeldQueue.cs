using System.Collections.Concurrent;
using Domicile.Ledger;
using Domicile.Ledger.Queue;

namespace Domicile.Server.Tests.Events;

/// <summary>A queue that keeps what it is told, for a look at it.</summary>
internal sealed class HeldQueue(string name) : IMessageQueue
{
    private readonly ConcurrentQueue<byte[]> sent = new();
    private readonly ConcurrentQueue<string> deleted = new();

    public string Name => name;

    public IReadOnlyCollection<byte[]> Sent => sent;

    public IReadOnlyCollection<string> Deleted => deleted;

    /// <summary>Does not answer while it is true.</summary>
    public bool IsSilent { get; set; }

    public async Task SendAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellation)
    {
        if (IsSilent)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
        }

        foreach (var body in bodies)
        {
            sent.Enqueue(body);
        }
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        int countMax, TimeSpan wait, CancellationToken cancellation) =>
        throw new InvalidOperationException("The runtime receives; nobody else.");

    public Task DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellation)
    {
        foreach (var receipt in receipts)
        {
            deleted.Enqueue(receipt);
        }

        return IsSilent ? throw new ServiceUnavailableException("The queue is silent.") : Task.CompletedTask;
    }

    public Task ExtendAsync(string receipt, TimeSpan visibility, CancellationToken cancellation) =>
        Task.CompletedTask;

    public Task PurgeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task<QueueFigures> FiguresAsync(CancellationToken cancellation) =>
        Task.FromResult(new QueueFigures(sent.Count, 0, TimeSpan.Zero));
}
