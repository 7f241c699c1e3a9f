using Domicile.Ledger.Queue;

namespace Domicile.Testing;

/// <summary>
/// A queue at its most unpleasant, for tests: sends some messages twice, mixes their order, and lets some come later
/// than they could. Keeps every promise of the queue behind it.
/// </summary>
/// <param name="queue">Carries the messages.</param>
/// <param name="seed">The same seed and calls give the same unpleasantness.</param>
public sealed class RoughQueue(IMessageQueue queue, int seed) : IMessageQueue
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(30);

    private readonly Lock gate = new();
    private readonly Random random = new(seed);

    public string Name => queue.Name;

    public Task SendAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellation)
    {
        lock (gate)
        {
            var all = bodies.SelectMany(body => random.Next(3) == 0 ? [body, body] : new[] { body }).ToArray();
            random.Shuffle(all);
            bodies = all;
        }

        return queue.SendAsync(bodies, cancellation);
    }

    public async Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        int countMax, TimeSpan wait, CancellationToken cancellation)
    {
        var received = (await queue.ReceiveAsync(countMax, wait, cancellation)).ToArray();
        ReceivedMessage[] late;
        lock (gate)
        {
            random.Shuffle(received);
            late = [.. received.Where(message => message.ReceiveCount == 1 && random.Next(4) == 0)];
        }

        foreach (var message in late)
        {
            await queue.ExtendAsync(message.Receipt, Late, cancellation);
        }

        return [.. received.Except(late)];
    }

    public Task DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellation) =>
        queue.DeleteAsync(receipts, cancellation);

    public Task ExtendAsync(string receipt, TimeSpan visibility, CancellationToken cancellation) =>
        queue.ExtendAsync(receipt, visibility, cancellation);

    public Task PurgeAsync(CancellationToken cancellation) => queue.PurgeAsync(cancellation);

    public Task<QueueFigures> FiguresAsync(CancellationToken cancellation) => queue.FiguresAsync(cancellation);
}
