using Domicile.Ledger.Queue;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>
/// A queue that does all that a queue may do: every message comes twice, in any order, until it is deleted.
/// </summary>
internal sealed class UnkindQueue(string name, int seed) : IMessageQueue
{
    private readonly Random random = new(seed);
    private readonly Dictionary<string, (byte[] Body, int Count)> messages = new(StringComparer.Ordinal);

    public string Name => name;

    public bool IsDown { get; set; }

    public int DepthNow => messages.Count;

    public Task SendAsync(IReadOnlyList<byte[]> bodies, CancellationToken cancellation)
    {
        Check();
        foreach (var body in bodies.Concat(bodies))
        {
            messages.Add(Guid.NewGuid().ToString(), (body, 0));
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(
        int countMax, TimeSpan wait, CancellationToken cancellation)
    {
        Check();
        var receipts = messages.Keys.ToArray();
        random.Shuffle(receipts);
        var taken = receipts.Take(countMax).ToArray();
        foreach (var receipt in taken)
        {
            messages[receipt] = (messages[receipt].Body, messages[receipt].Count + 1);
        }

        return Task.FromResult<IReadOnlyList<ReceivedMessage>>(
            [.. taken.Select(taker => new ReceivedMessage(messages[taker].Body, taker, messages[taker].Count))]);
    }

    public Task DeleteAsync(IReadOnlyList<string> receipts, CancellationToken cancellation)
    {
        Check();
        foreach (var receipt in receipts)
        {
            messages.Remove(receipt);
        }

        return Task.CompletedTask;
    }

    public Task ExtendAsync(string receipt, TimeSpan visibility, CancellationToken cancellation) => Task.CompletedTask;

    public Task PurgeAsync(CancellationToken cancellation)
    {
        messages.Clear();
        return Task.CompletedTask;
    }

    public Task<QueueFigures> FiguresAsync(CancellationToken cancellation) =>
        Task.FromResult(new QueueFigures(messages.Count, 0, TimeSpan.Zero));

    private void Check()
    {
        if (IsDown)
        {
            throw new TimeoutException($"queue {name} is down");
        }
    }
}
