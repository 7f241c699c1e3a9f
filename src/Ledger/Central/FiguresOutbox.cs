using Domicile.Ledger.Messages;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Ledger.Central;

/// <summary>
/// The batches of figures of one shard: cut from its outbox, kept there until the centre has them. Keeps nothing
/// between calls; safe for any number of callers.
/// </summary>
internal sealed class FiguresOutbox(Shard shard)
{
    private static readonly string CutSql = SqlFile.Read<FiguresOutbox>("CutFigures.sql");
    private static readonly string ReadBatchesSql = SqlFile.Read<FiguresOutbox>("ReadBatches.sql");
    private static readonly string ReadStandingSql = SqlFile.Read<FiguresOutbox>("ReadStanding.sql");
    private static readonly string AcknowledgeSql = SqlFile.Read<FiguresOutbox>("Acknowledge.sql");

    public Shard Shard => shard;

    /// <summary>Cuts the next batch, of at most so many rows; no rows, no batch.</summary>
    public async Task<FiguresCut> CutAsync(int rowCountMax, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(CutSql);
        command.Parameters.AddWithValue(rowCountMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new FiguresCut(reader.GetInt64(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    /// <summary>The batches after one that were cut so long ago, in order, as messages.</summary>
    public async Task<List<FiguresMessage>> ReadAsync(
        (int Epoch, long Batch) after, int countMax, TimeSpan ageMin, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadBatchesSql);
        command.Parameters.AddWithValue(after.Epoch);
        command.Parameters.AddWithValue(after.Batch);
        command.Parameters.AddWithValue(countMax);
        command.Parameters.AddWithValue(ageMin);
        var messages = new List<FiguresMessage>();
        var lines = new List<FiguresLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var message = Message(reader);
            if (messages.Count == 0 || (messages[^1].Epoch, messages[^1].Batch) != (message.Epoch, message.Batch))
            {
                messages.Add(message with { Lines = lines = [] });
            }

            if (!reader.IsDBNull(9))
            {
                lines.Add(FiguresColumns.Read(reader, 9));
            }
        }

        return messages;
    }

    /// <summary>How far the stream is cut, and what is behind it.</summary>
    public async Task<StandingMessage> StandingAsync(CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadStandingSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new StandingMessage(
            reader.GetString(0),
            reader.GetInt32(1),
            reader.GetInt64(2),
            reader.GetInt64(3),
            reader.GetFieldValue<DateTimeOffset>(4),
            reader.GetInt64(5));
    }

    /// <summary>Forgets what the centre has of an epoch.</summary>
    /// <param name="seen">What that is.</param>
    /// <param name="first">Batches before this one are known to be gone; 0 when nothing is known.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Batches that are gone now.</returns>
    public async Task<long> AcknowledgeAsync(FiguresSeen seen, long first, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(AcknowledgeSql);
        command.Parameters.AddWithValue(seen.Epoch);
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(seen.Batch);
        command.Parameters.AddWithValue(seen.IsBase);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static FiguresMessage Message(NpgsqlDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt32(1),
        reader.GetInt64(2),
        reader.GetInt64(3),
        reader.GetFieldValue<ulong>(4),
        reader.GetInt64(5),
        reader.GetFieldValue<DateTimeOffset>(6),
        reader.GetInt64(7),
        reader.GetInt64(8),
        []);
}
