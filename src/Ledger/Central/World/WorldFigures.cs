using System.Data;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Central.World;

/// <summary>The world's figures, as the centre had them at one moment.</summary>
/// <param name="AsOf">
/// What was booked by then, in any shard, is in the figures; null when some shard has told nothing yet.
/// </param>
public sealed record WorldFigures(
    DateTimeOffset? AsOf,
    IReadOnlyList<MovementFigures> Movements,
    IReadOnlyList<FlightFigures> InFlight,
    IReadOnlyList<RegionUsers> Users,
    IReadOnlyList<StreamFigures> Streams)
{
    private static readonly string ReadMovementsSql = SqlFile.Read<WorldFigures>("ReadMovements.sql");
    private static readonly string ReadFlightsSql = SqlFile.Read<WorldFigures>("ReadFlights.sql");
    private static readonly string ReadUsersSql = SqlFile.Read<WorldFigures>("ReadUsers.sql");
    private static readonly string ReadStreamsSql = SqlFile.Read<WorldFigures>("ReadStreams.sql");

    /// <summary>Reads all of it in one snapshot.</summary>
    /// <param name="central">The central database, as any role that may read it.</param>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task<WorldFigures> ReadAsync(NodePool central, CancellationToken cancellation)
    {
        await using var connection = await central.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(
            IsolationLevel.RepeatableRead, cancellation);
        var movements = await ReadAsync(connection, ReadMovementsSql, Movement, cancellation);
        var flights = await ReadAsync(connection, ReadFlightsSql, Flight, cancellation);
        var users = await ReadAsync(
            connection, ReadUsersSql, row => new RegionUsers(row.GetString(0), row.GetInt64(1)), cancellation);
        var streams = await ReadAsync(connection, ReadStreamsSql, Stream, cancellation);
        var oldest = streams.Count == 0 || streams.Exists(stream => stream.AsOf is null)
            ? null
            : streams.Min(stream => stream.AsOf);
        return new WorldFigures(oldest, movements, flights, users, streams);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        var rows = new List<T>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static MovementFigures Movement(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetFieldValue<DateOnly>(2),
        row.GetDecimal(3),
        row.GetDecimal(4),
        row.GetDecimal(5),
        row.GetDecimal(6),
        row.GetDecimal(7),
        row.GetDecimal(8));

    private static FlightFigures Flight(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetDecimal(3), row.GetDecimal(4));

    private static StreamFigures Stream(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        row.GetInt64(2),
        row.GetFieldValue<ulong>(3),
        row.GetInt64(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
        row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetTimeSpan(7));
}
