using System.Collections.Concurrent;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Npgsql;

namespace Domicile.Sharding.Replicas;

/// <summary>
/// Keeps what happened on a shard from leaving it before a standby that may be promoted has it on disk: else somebody
/// could be told of what a promotion loses. Which standbys may be promoted is the register's to say; the gate takes one
/// that is away for too long out, so that the shard does not stand still for ever, and lets it in again later. Lives as
/// long as its router; safe for many callers at once, and for many gates on one shard.
/// </summary>
public sealed class StandbyGate(NodePool register, TimeProvider time, StandbyLimits? limits = null)
{
    private readonly StandbyLimits limits = limits ?? new StandbyLimits();
    private readonly ConcurrentDictionary<string, StandbyWatch> watches = new(StringComparer.Ordinal);

    /// <summary>
    /// True when everything that was committed on the shard's primary before this call is flushed by a standby that may
    /// be promoted, or when the shard has none. False when the wait was not enough: ask again later.
    /// </summary>
    /// <exception cref="NpgsqlException">The primary or the register did not answer.</exception>
    public Task<bool> WaitAsync(Shard shard, CancellationToken cancellation) =>
        WaitAsync(shard, shard.Epoch, cancellation);

    /// <summary>
    /// The same for what was read, or committed, while the shard was of this epoch. False for ever when it was promoted
    /// since: the new primary has flushed all that it has, and that is perhaps not in it. Read again, or do again, what
    /// is to leave.
    /// </summary>
    /// <param name="shard">Where it was.</param>
    /// <param name="epoch">The shard's epoch, asked for before the reading.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<bool> WaitAsync(Shard shard, int epoch, CancellationToken cancellation) =>
        await Watch(shard).WaitAsync(cancellation) && shard.Epoch == epoch;

    /// <summary>
    /// Looks which standbys have gone away or come back, and tells the register. Calls of <c>WaitAsync</c> do
    /// so too; where there may be none for long, call this every second or so.
    /// </summary>
    /// <exception cref="NpgsqlException">The primary or the register did not answer.</exception>
    public Task LookAsync(Shard shard, CancellationToken cancellation) => Watch(shard).LookAsync(cancellation);

    private StandbyWatch Watch(Shard shard) => watches.GetOrAdd(
        shard.Name,
        static (_, gate) => new StandbyWatch(gate.Shard, gate.Register, gate.Time, gate.Limits),
        (Shard: shard, Register: register, Time: time, Limits: limits));
}
