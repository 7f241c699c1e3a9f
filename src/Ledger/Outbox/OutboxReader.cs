using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Outbox;

/// <summary>
/// Reads a shard's outbox for one consumer: every committed row once before the cursor moves past it, and none is lost.
/// Whoever reads does its work first and advances then, so a crash repeats rows. Two readers of one consumer get the
/// same rows and do no harm. Keeps nothing between calls; safe for any number of callers.
/// </summary>
/// <param name="consumer">Must be known to the shard's table of cursors.</param>
/// <param name="types">The types of rows that it is for; the others are passed over.</param>
public sealed class OutboxReader(string consumer, IReadOnlyCollection<string> types)
{
    private static readonly string ReadCursorSql = SqlFile.Read<OutboxReader>("ReadCursor.sql");
    private static readonly string ReadRowsSql = SqlFile.Read<OutboxReader>("ReadRows.sql");
    private static readonly string ReadHeldBackSql = SqlFile.Read<OutboxReader>("ReadHeldBack.sql");
    private static readonly string AdvanceCursorSql = SqlFile.Read<OutboxReader>("AdvanceCursor.sql");

    private readonly string[] types = [.. types];

    /// <summary>Reads what comes after the consumer's cursor, of which no earlier row can still appear.</summary>
    /// <param name="shard">Whose outbox it is; its primary is read.</param>
    /// <param name="countMax">Rows to look at, those of other types included.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="NpgsqlException">The shard does not answer.</exception>
    public async Task<OutboxBatch> ReadAsync(Shard shard, int countMax, CancellationToken cancellation)
    {
        await using var connection = await shard.PrimaryForWork.OpenConnectionAsync(cancellation);
        var start = await CursorAsync(connection, cancellation);
        await using var command = new NpgsqlCommand(ReadRowsSql, connection);
        AddPlace(command, start);
        command.Parameters.AddWithValue(countMax);
        command.Parameters.AddWithValue(types);
        var rows = new List<OutboxRow>();
        var (end, scanned) = (start, 0);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                end = new OutboxCursor(reader.GetInt32(0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2));
                scanned = (int)reader.GetInt64(3);
                if (!reader.IsDBNull(4))
                {
                    rows.Add(Row(reader, end));
                }
            }
        }

        var more = scanned == countMax;
        return new OutboxBatch(rows, end, scanned, more, !more && await IsHeldBackAsync(connection, end, cancellation));
    }

    /// <summary>The rows up to here are done with; they go once every consumer has passed them.</summary>
    /// <returns>False when another reader was there first.</returns>
    /// <exception cref="NpgsqlException">The shard does not answer; the cursor may have moved or not.</exception>
    public async Task<bool> AdvanceAsync(Shard shard, OutboxCursor to, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(AdvanceCursorSql);
        command.Parameters.AddWithValue(consumer);
        AddPlace(command, to);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task<OutboxCursor> CursorAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadCursorSql, connection);
        command.Parameters.AddWithValue(consumer);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new OutboxCursor(reader.GetInt32(0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2))
            : throw new InvalidOperationException($"The outbox knows no consumer {consumer}.");
    }

    private static async Task<bool> IsHeldBackAsync(
        NpgsqlConnection connection, OutboxCursor end, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadHeldBackSql, connection);
        AddPlace(command, end);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static void AddPlace(NpgsqlCommand command, OutboxCursor place)
    {
        command.Parameters.AddWithValue(place.Epoch);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8, Value = place.Xid });
        command.Parameters.AddWithValue(place.Position);
    }

    private static OutboxRow Row(NpgsqlDataReader reader, OutboxCursor cursor) => new()
    {
        Cursor = cursor,
        Type = reader.GetString(4),
        UserNumber = reader.GetInt64(5),
        PostingNumber = reader.IsDBNull(6) ? null : reader.GetInt64(6),
        TransferId = reader.IsDBNull(7) ? null : reader.GetGuid(7),
        Side = Text(reader, 8),
        Counterparty = Text(reader, 9),
        Asset = Text(reader, 10),
        Amount = reader.IsDBNull(11) ? null : reader.GetInt64(11),
        Refusal = Text(reader, 12),
        OccurredAt = reader.GetFieldValue<DateTimeOffset>(13),
    };

    private static string? Text(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
