using System.Collections.Concurrent;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Ledger.Privacy.Gate;

/// <summary>
/// Keeps a shard or a key database from being served while it is behind the region's erasure register, however it came
/// to be: a restored node must not show what was erased after its backup. Every new connection for writes is asked how
/// far its node has applied the register; a node that goes back under open connections, or stays behind, is found by
/// <see cref="LookAsync(Shard, CancellationToken)"/>. Lives as long as its process.
/// </summary>
public sealed class ErasureGate : IConnectionCheck, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly string ReadShardSql = SqlFile.Read<ErasureGate>("ReadShardApplied.sql");
    private static readonly string ReadKeysSql = SqlFile.Read<ErasureGate>("ReadKeysApplied.sql");

    private readonly NodePool register;
    private readonly RegisteredErasures registered;
    private readonly TimeProvider time;
    private readonly GateLimits limits;
    private readonly ConcurrentDictionary<string, GatedNode> nodes = new(StringComparer.Ordinal);

    /// <param name="register">The region's, as a role that may read its erasures.</param>
    /// <param name="application">Shown in <c>pg_stat_activity</c>.</param>
    /// <param name="time">Measures the waits.</param>
    /// <param name="limits">Null for the usual ones.</param>
    public ErasureGate(NodeAddress register, string application, TimeProvider time, GateLimits? limits = null)
    {
        this.time = time;
        this.limits = limits ?? new GateLimits();
        this.register = register.OpenForWrites(application, PoolSizes.Checks);
        registered = new RegisteredErasures(this.register, time, this.limits.KnowledgeAgeMax);
    }

    /// <summary>Why a node, such as <c>eu/s1</c>, is not served at present; null when nothing is known.</summary>
    public string? Problem(string node) => nodes.GetValueOrDefault(node)?.Problem;

    /// <inheritdoc/>
    public Task CheckAsync(string shard, NpgsqlConnection connection) => CheckAsync(shard, connection, ReadShardSql);

    /// <summary>Opens the pool of a key database whose connections are asked the same.</summary>
    /// <param name="node">Its name in messages, such as <c>eu/keys</c>.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="application">Shown in <c>pg_stat_activity</c>.</param>
    /// <param name="poolSizeMax">1 or more.</param>
    public NodePool OpenKeys(string node, NodeAddress address, string application, int poolSizeMax)
    {
        var settings = new NpgsqlConnectionStringBuilder(address.ConnectionString(application, pooled: true))
        {
            MaxPoolSize = poolSizeMax,
        };
        return NodePool.Open(settings, address.Logins, connection => CheckAsync(node, connection, ReadKeysSql));
    }

    /// <summary>
    /// Looks at a shard that is served: when it has gone back, or is behind for too long, its connections are closed
    /// and nobody is served until it has caught up. To be called every second or so.
    /// </summary>
    /// <exception cref="NpgsqlException">The shard or the register did not answer.</exception>
    public async Task LookAsync(Shard shard, CancellationToken cancellation)
    {
        await using var connection = await shard.PrimaryUnchecked.OpenConnectionAsync(cancellation);
        if (await LookAsync(shard.FullName, connection, ReadShardSql, cancellation) is not null)
        {
            shard.Primary.Clear();
            shard.PrimaryForWork.Clear();
        }
    }

    /// <summary>The same for the key database.</summary>
    /// <param name="node">Its name, as in <see cref="OpenKeys"/>.</param>
    /// <param name="checkedKeys">The pool of <see cref="OpenKeys"/>.</param>
    /// <param name="keys">A pool of the same database that nobody checks.</param>
    /// <param name="cancellation">Stops the look.</param>
    /// <exception cref="NpgsqlException">It or the register did not answer.</exception>
    public async Task LookAtKeysAsync(
        string node, NodePool checkedKeys, NodePool keys, CancellationToken cancellation)
    {
        await using var connection = await keys.OpenConnectionAsync(cancellation);
        if (await LookAsync(node, connection, ReadKeysSql, cancellation) is not null)
        {
            checkedKeys.Clear();
        }
    }

    /// <summary>Goes over to the logins of this moment; connections that are in use are used up.</summary>
    public ValueTask FollowLoginAsync(CancellationToken cancellation) => register.FollowLoginAsync(cancellation);

    /// <summary>Closes connections that nobody uses at this moment; the next callers get new ones.</summary>
    public void CloseIdle() => register.Clear();

    public async ValueTask DisposeAsync()
    {
        registered.Dispose();
        await register.DisposeAsync();
    }

    private async Task CheckAsync(string node, NpgsqlConnection connection, string sql)
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            var askedAt = time.GetTimestamp();
            var (count, applied) = await CompareAsync(connection, sql, CancellationToken.None);
            if (Node(node).Note(node, askedAt, count, applied) is { } problem)
            {
                throw new NodeBehindException(problem);
            }

            if (applied >= count)
            {
                return;
            }

            if (time.GetElapsedTime(startedAt) >= limits.WaitMax)
            {
                throw new NodeBehindException(GatedNode.Behind(node, count, applied!.Value));
            }

            await Task.Delay(Pause, time);
        }
    }

    private async Task<string?> LookAsync(
        string node, NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        var askedAt = time.GetTimestamp();
        var (count, applied) = await CompareAsync(connection, sql, cancellation);
        return Node(node).Note(node, askedAt, count, applied);
    }

    /// <summary>What the register has, as far as it counts for this node, and what the node has applied.</summary>
    private async Task<(long Count, long? Applied)> CompareAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        // In this order: what was registered before and is not applied now is missing.
        var (count, isFresh) = await registered.ReadAsync(cancellation);
        var applied = await ReadAppliedAsync(connection, sql, cancellation);
        if (applied <= count || applied is null)
        {
            return (count, applied);
        }

        // Registered and applied since; or by others, while the register answers them and not this process.
        return isFresh && await registered.ReadAsync(cancellation) is (var now, true)
            ? (now, applied)
            : (applied.Value, applied);
    }

    private static async Task<long?> ReadAppliedAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(cancellation) as long?;
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            // A database that is being put back table by table.
            return null;
        }
    }

    private GatedNode Node(string name) => nodes.GetOrAdd(
        name, static (_, gate) => new GatedNode(gate.time, gate.limits.Grace), this);
}
