using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Sharding.Fencing;

/// <summary>
/// Writes rows of one user where they belong: the fence and the caller's commands go to the user's shard in one round
/// trip and one transaction. A shard that has lost the range refuses; then the map is read again and the write tried
/// once more. Lives as long as its router; safe for many callers at once.
/// </summary>
public sealed class FencedWriter(ShardRouter router, TimeProvider time)
{
    /// <summary>A move closes a range for 10 to 15 ms; a write waits up to 635 ms for it, longer each time.</summary>
    private const int BusyTryCountMax = 7;

    private static readonly TimeSpan BusyDelayFirst = TimeSpan.FromMilliseconds(5);
    private static readonly string EnterSql = SqlFile.Read<FencedWriter>("Enter.sql");

    /// <summary>Runs the commands and returns the number of rows that they changed.</summary>
    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task<FencedResult<int>> WriteAsync(
        long userNumber, Action<NpgsqlBatch> compose, CancellationToken cancellation) =>
        WriteAsync(userNumber, compose, ReadToEndAsync, cancellation);

    /// <summary>Runs the commands and returns what <paramref name="read"/> makes of their rows.</summary>
    /// <param name="userNumber">Whose rows are written; the commands must write no other user's.</param>
    /// <param name="compose">Adds the commands to an empty batch; called again for every try.</param>
    /// <param name="read">Reads the commands' results from the first one on.</param>
    /// <param name="cancellation">Cancelled while the commit is under way, the write may be there or not.</param>
    /// <exception cref="PostgresException">A command failed; nothing was written.</exception>
    /// <exception cref="NpgsqlException">The shard did not answer to the end: the write may be there.</exception>
    public async Task<FencedResult<T>> WriteAsync<T>(
        long userNumber,
        Action<NpgsqlBatch> compose,
        Func<NpgsqlDataReader, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
    {
        var busyTryCount = 0;
        var hasReloaded = false;
        while (true)
        {
            if (await router.RouteAsync(userNumber, cancellation) is not { } route)
            {
                return new FencedResult<T>(FencedOutcome.UnknownUser, default);
            }

            try
            {
                await using var batch = route.Shard.Primary.CreateBatch();
                compose(batch);
                batch.BatchCommands.Insert(0, Enter(userNumber, route.RangeId));
                return new FencedResult<T>(FencedOutcome.Written, await RunAsync(batch, read, cancellation));
            }
            catch (PostgresException e) when (e.SqlState == FenceCodes.Moved)
            {
                if (hasReloaded)
                {
                    return new FencedResult<T>(FencedOutcome.Moved, default);
                }

                hasReloaded = true;
                await router.ReloadAsync(cancellation);
            }
            catch (PostgresException e) when (e.SqlState == FenceCodes.Busy)
            {
                if (busyTryCount == BusyTryCountMax)
                {
                    return new FencedResult<T>(FencedOutcome.Busy, default);
                }

                await Task.Delay(BusyDelayFirst * (1 << busyTryCount++), time, cancellation);
            }
        }
    }

    private static NpgsqlBatchCommand Enter(long userNumber, int rangeId) => new(EnterSql)
    {
        Parameters =
        {
            new NpgsqlParameter<long> { TypedValue = userNumber },
            new NpgsqlParameter<int> { TypedValue = rangeId },
        },
    };

    private static async Task<T> RunAsync<T>(
        NpgsqlBatch batch, Func<NpgsqlDataReader, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        var value = await read(reader, cancellation);

        // The commit's answer comes after the last row: an error there must not be taken for a success.
        while (await reader.NextResultAsync(cancellation))
        {
        }

        return value;
    }

    private static async Task<int> ReadToEndAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        while (await reader.NextResultAsync(cancellation))
        {
        }

        // The fence's own select changes nothing and so counts for nothing here.
        return Math.Max(reader.RecordsAffected, 0);
    }
}
