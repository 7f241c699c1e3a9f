using System.Diagnostics.CodeAnalysis;

namespace Domicile.Ledger.Privacy;

/// <summary>
/// The unwrapped keys of the users at work: at most <paramref name="keysMax"/>, each for at most
/// <paramref name="lifetime"/> since it was read, zeroed when it is dropped. All live equally long, so the oldest is
/// always the next to go.
/// </summary>
internal sealed class KeyCache(int keysMax, TimeSpan lifetime, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<long, (UserKey Key, long ReadAt)> keys = [];
    private readonly Queue<(long UserNumber, long ReadAt)> oldest = [];

    public int Count
    {
        get
        {
            lock (gate)
            {
                return keys.Count;
            }
        }
    }

    /// <summary>The caller holds the key until it disposes it.</summary>
    public bool TryHold(long userNumber, [NotNullWhen(true)] out UserKey? key)
    {
        lock (gate)
        {
            DropExpired();
            key = keys.TryGetValue(userNumber, out var found) ? found.Key.Hold() : null;
            return key is not null;
        }
    }

    /// <summary>
    /// Keeps a key, unless another caller was faster; the given one is held by its caller all the same.
    /// </summary>
    public void Keep(long userNumber, UserKey key)
    {
        lock (gate)
        {
            DropExpired();
            var readAt = time.GetTimestamp();
            if (keys.TryAdd(userNumber, (key, readAt)))
            {
                key.Hold();
                oldest.Enqueue((userNumber, readAt));
                while (keys.Count > keysMax)
                {
                    DropOldest();
                }
            }
        }
    }

    public void DropExpired()
    {
        lock (gate)
        {
            while (oldest.TryPeek(out var next) && time.GetElapsedTime(next.ReadAt) >= lifetime)
            {
                DropOldest();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            while (oldest.Count > 0)
            {
                DropOldest();
            }
        }
    }

    private void DropOldest()
    {
        keys.Remove(oldest.Dequeue().UserNumber, out var dropped);
        dropped.Key.Dispose();
    }
}
