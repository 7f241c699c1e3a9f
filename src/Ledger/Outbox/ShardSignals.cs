using System.Collections.Immutable;

namespace Domicile.Ledger.Outbox;

/// <summary>
/// Carries word of a commit from those who write to those who work on it, within one process, so that nobody has to
/// look again and again. A hint only: other processes' commits are not told. Safe for any number of callers.
/// </summary>
public sealed class ShardSignals
{
    private ImmutableDictionary<string, ImmutableArray<ShardSignal>> waiting =
        ImmutableDictionary<string, ImmutableArray<ShardSignal>>.Empty;

    /// <summary>Called by whoever commits, before it goes on: must return at once. Null for nobody.</summary>
    public Action<string>? Heard { get; set; }

    /// <summary>A signal of its own for one host of passes.</summary>
    /// <param name="shard">The name within the region, such as <c>s1</c>.</param>
    public ShardSignal Listen(string shard)
    {
        var signal = new ShardSignal();
        ImmutableInterlocked.AddOrUpdate(ref waiting, shard, [signal], (_, others) => others.Add(signal));
        return signal;
    }

    /// <summary>Something was committed in the shard. No lock; costs next to nothing when nobody listens.</summary>
    public void Raise(string shard)
    {
        if (waiting.TryGetValue(shard, out var signals))
        {
            foreach (var signal in signals)
            {
                signal.Raise();
            }
        }

        Heard?.Invoke(shard);
    }
}
