using System.Diagnostics.CodeAnalysis;

namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// The unwrapped keys at work: at most <paramref name="keysMax"/>, each for at most <paramref name="lifetime"/> since
/// it was read, zeroed when it is dropped. All live equally long, so the oldest is always the next to go.
/// </summary>
internal sealed class KeyCache<TId, TKey>(int keysMax, TimeSpan lifetime, TimeProvider time) : IDisposable
    where TId : notnull
    where TKey : HeldKey
{
    private readonly Lock gate = new();
    private readonly Dictionary<TId, (TKey Key, long ReadAt)> keys = [];
    private readonly Queue<(TId Id, long ReadAt)> oldest = [];
    private readonly HashSet<TId> forgotten = [];

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
    public bool TryHold(TId id, [NotNullWhen(true)] out TKey? key)
    {
        lock (gate)
        {
            DropExpired();
            key = keys.TryGetValue(id, out var found) ? found.Key : null;
            key?.Hold();
            return key is not null;
        }
    }

    /// <summary>
    /// Keeps a key, unless another caller was faster or it was forgotten; the given one is held by its caller all the
    /// same.
    /// </summary>
    public void Keep(TId id, TKey key)
    {
        lock (gate)
        {
            DropExpired();
            var readAt = time.GetTimestamp();
            if (!forgotten.Contains(id) && keys.TryAdd(id, (key, readAt)))
            {
                key.Hold();
                oldest.Enqueue((id, readAt));
                while (keys.Count > keysMax)
                {
                    DropOldest();
                }
            }
        }
    }

    /// <summary>Drops a key and never keeps it again: one that was read just before is not kept either.</summary>
    public void Forget(TId id)
    {
        lock (gate)
        {
            forgotten.Add(id);
            if (keys.Remove(id, out var dropped))
            {
                dropped.Key.Dispose();
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
        if (keys.Remove(oldest.Dequeue().Id, out var dropped))
        {
            dropped.Key.Dispose();
        }
    }
}
