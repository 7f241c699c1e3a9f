using System.Globalization;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Sharding.Replicas;

/// <summary>
/// Reads a user's rows from a replica, but never an older version than the caller has seen. The version is compared
/// inside the read's own snapshot, so that it needs no position in a log of changes. Lives as long as its router; safe
/// for many callers at once.
/// </summary>
public sealed class ReplicaReader(ReplicaWatch watch, TimeProvider time, ReplicaLimits? limits = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly string ReadTransactionSql = SqlFile.Read<ReplicaReader>("ReadTransaction.sql");

    private readonly ReplicaLimits limits = limits ?? new ReplicaLimits();

    /// <summary>
    /// Reads from the least old replica; waits a little when that does not show yet what the caller has seen. Null when
    /// the primary has to be asked.
    /// </summary>
    /// <param name="shard">The user's shard.</param>
    /// <param name="userNumber">Whose rows.</param>
    /// <param name="trail">What the caller has seen; notes what it sees now.</param>
    /// <param name="read">
    /// One statement that reads the version as well. Null when that node has no such user, or by its own copy of the
    /// ranges does not hold the user.
    /// </param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<VersionedRead<T>?> TryReadAsync<T>(
        Shard shard,
        long userNumber,
        ReadTrail trail,
        Func<NodePool, CancellationToken, Task<VersionedRead<T>?>> read,
        CancellationToken cancellation)
    {
        var epoch = shard.Epoch;
        var needed = trail.Position.Of(userNumber);
        if (needed is { } seen && seen.Shard == shard.Name && seen.Epoch != epoch)
        {
            // Whether the present generation has what was seen, only its primary can tell.
            return null;
        }

        var startedAt = time.GetTimestamp();
        while (watch.Best(shard, limits.LagMax) is { } replica)
        {
            try
            {
                if (await read(replica.Source, cancellation) is not { } found)
                {
                    return null;
                }

                if (found.Version >= (needed?.Version ?? 0) && shard.Epoch == epoch)
                {
                    var version = new SeenVersion(shard.Name, epoch, userNumber, found.Version);
                    trail.Note(ServingNode.Replica, replica.Age + time.GetElapsedTime(startedAt), version);
                    return found;
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                watch.Leave(shard, replica.Source);
                continue;
            }

            if (time.GetElapsedTime(startedAt) >= limits.WaitMax)
            {
                return null;
            }

            await Task.Delay(Pause, time, cancellation);
        }

        return null;
    }

    /// <summary>
    /// The same for rows without a version: reads where a transaction that the caller has seen is visible, which is
    /// asked in a statement before the read. Null when the primary has to be asked.
    /// </summary>
    /// <param name="shard">Where the rows are.</param>
    /// <param name="seen">What the caller has seen.</param>
    /// <param name="read">One or more statements.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<T?> TryReadAsync<T>(
        Shard shard,
        SeenTransaction seen,
        Func<NodePool, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
        where T : class
    {
        if (seen.Shard != shard.Name || seen.Epoch != shard.Epoch)
        {
            return null;
        }

        var startedAt = time.GetTimestamp();
        while (watch.Best(shard, limits.LagMax) is { } replica)
        {
            try
            {
                var isVisible = await SeesAsync(replica.Source, seen.TransactionId, cancellation);
                if (isVisible != false)
                {
                    return isVisible is true ? await read(replica.Source, cancellation) : null;
                }
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                watch.Leave(shard, replica.Source);
                continue;
            }

            if (time.GetElapsedTime(startedAt) >= limits.WaitMax)
            {
                return null;
            }

            await Task.Delay(Pause, time, cancellation);
        }

        return null;
    }

    /// <summary>Null when it is too old to tell.</summary>
    private static async Task<bool?> SeesAsync(
        NodePool replica, ulong transactionId, CancellationToken cancellation)
    {
        await using var command = replica.CreateCommand(ReadTransactionSql);
        command.Parameters.AddWithValue(transactionId.ToString(CultureInfo.InvariantCulture));
        try
        {
            return await command.ExecuteScalarAsync(cancellation) is string status ? status == "committed" : null;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // It was not heard of there yet.
            return false;
        }
    }
}
