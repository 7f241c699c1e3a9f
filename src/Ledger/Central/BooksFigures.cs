using System.Data;
using Domicile.Ledger.Messages;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Central;

/// <summary>
/// Sums up the books of one shard while they serve. Batches of figures are not cut meanwhile, so that what was summed
/// up and what was cut are the same; writers do not wait. Lives for one summing up.
/// </summary>
internal sealed class BooksFigures : IAsyncDisposable
{
    private static readonly string LiftLimitsSql = SqlFile.Read<BooksFigures>("LiftLimits.sql");
    private static readonly string PauseSql = SqlFile.Read<BooksFigures>("PauseFigures.sql");
    private static readonly string ResumeSql = SqlFile.Read<BooksFigures>("ResumeFigures.sql");
    private static readonly string ReadBaseSql = SqlFile.Read<BooksFigures>("ReadBase.sql");
    private static readonly string ReadBooksSql = SqlFile.Read<BooksFigures>("ReadBooks.sql");
    private static readonly TimeSpan TryPause = TimeSpan.FromMilliseconds(10);
    private const int TriesMax = 1_000;

    private readonly NpgsqlConnection shard;

    private BooksFigures(NpgsqlConnection shard) => this.shard = shard;

    /// <summary>Stops the cutting of batches until this is disposed of.</summary>
    /// <param name="source">The shard's primary, as the owner of the schemas or as the region's server.</param>
    /// <exception cref="TimeoutException">Another has it stopped for long.</exception>
    public static async Task<BooksFigures> PauseAsync(
        NodePool source, TimeProvider time, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await RunAsync(connection, LiftLimitsSql, cancellation);
            for (var tries = 0; await RunAsync(connection, PauseSql, cancellation) is not true; tries++)
            {
                if (tries == TriesMax)
                {
                    throw new TimeoutException("Another process has the cutting of figures stopped for too long.");
                }

                await Task.Delay(TryPause, time, cancellation);
            }

            return new BooksFigures(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<ShardFigures> ReadAsync(CancellationToken cancellation)
    {
        await using var snapshot = await shard.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var command = new NpgsqlCommand(ReadBaseSql, shard, snapshot) { CommandTimeout = 0 };
        ShardFigures figures;
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            figures = new ShardFigures(
                reader.GetString(0),
                reader.GetInt32(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetFieldValue<ulong>(4),
                reader.GetInt64(5),
                reader.GetDateTime(6),
                reader.GetInt64(7),
                []);
        }

        command.CommandText = ReadBooksSql;
        return figures with { Lines = await ReadLinesAsync(command, cancellation) };
    }

    /// <summary>Lines in the order of the columns of a line.</summary>
    internal static async Task<IReadOnlyList<FiguresLine>> ReadLinesAsync(
        NpgsqlCommand command, CancellationToken cancellation)
    {
        var lines = new List<FiguresLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            lines.Add(FiguresColumns.Read(reader, 0));
        }

        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        if (shard.State == ConnectionState.Open)
        {
            await RunAsync(shard, ResumeSql, CancellationToken.None);
        }

        await shard.DisposeAsync();
    }

    private static async Task<object?> RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
