using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Local.Queue;

/// <summary>
/// Wakes whoever waits for a message when one is sent. Has a connection of its own, made when somebody waits; when it
/// breaks, the wait ends with its exception and the next one makes another. One waits at a time, the others look again.
/// </summary>
internal sealed class QueueBell(string queue, NodeAddress address) : IAsyncDisposable
{
    private static readonly string ListenSql = SqlFile.Read<QueueBell>("Listen.sql");

    private readonly SemaphoreSlim gate = new(1);
    private NpgsqlConnection? connection;

    /// <summary>From now on a sent message rings.</summary>
    public async Task ListenAsync(CancellationToken cancellation)
    {
        // Whoever waits at this moment listens; whoever is opening does not yet.
        if (Volatile.Read(ref connection) is not null)
        {
            return;
        }

        await gate.WaitAsync(cancellation);
        try
        {
            connection ??= await OpenAsync(cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Returns when a message was sent since the last time, or when the time is up; and at once when it did not listen
    /// before, since what was sent until now did not ring.
    /// </summary>
    public async Task WaitAsync(TimeSpan max, CancellationToken cancellation)
    {
        if (!await gate.WaitAsync(max, cancellation))
        {
            return;
        }

        try
        {
            if (connection is null)
            {
                connection = await OpenAsync(cancellation);
                return;
            }

            await connection.WaitAsync(max, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await ForgetAsync();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        gate.Dispose();
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var opened = new NpgsqlConnection(address.ConnectionString($"domicile-queue {queue} bell", pooled: false));
        try
        {
            await opened.OpenAsync(cancellation);
            await using var write = new NpgsqlCommand(ListenSql, opened);
            write.Parameters.AddWithValue(queue);
            var statement = (string)(await write.ExecuteScalarAsync(cancellation))!;
            await using var listen = new NpgsqlCommand(statement, opened);
            await listen.ExecuteNonQueryAsync(cancellation);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private async ValueTask ForgetAsync()
    {
        if (connection is { } old)
        {
            connection = null;
            await old.DisposeAsync();
        }
    }
}
