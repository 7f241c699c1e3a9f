using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>The documents that are due on one shard: reads them, and keeps where the drawn ones are.</summary>
internal static class DueDocuments
{
    private static readonly string ReadSql = SqlFile.Read(typeof(DueDocuments), "ReadDue.sql");
    private static readonly string KeepSql = SqlFile.Read(typeof(DueDocuments), "KeepDocuments.sql");
    private static readonly string NoteSql = SqlFile.Read(typeof(DueDocuments), "NoteDue.sql");

    /// <summary>The next ones in the order of users.</summary>
    /// <param name="shard">Its primary.</param>
    /// <param name="after">The last one that was seen.</param>
    /// <param name="limit">Of users before this number, and how many.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static async Task<IReadOnlyList<DueDocument>> ReadAsync(
        NodePool shard,
        (long User, Guid TransferId) after,
        (long EndUser, int CountMax) limit,
        CancellationToken cancellation)
    {
        await using var command = shard.CreateCommand(ReadSql);
        command.Parameters.AddWithValue(after.User);
        command.Parameters.AddWithValue(after.TransferId);
        command.Parameters.AddWithValue(limit.EndUser);
        command.Parameters.AddWithValue(limit.CountMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var due = new List<DueDocument>();
        while (await reader.ReadAsync(cancellation))
        {
            due.Add(DueDocument.Read(reader));
        }

        return due;
    }

    /// <summary>Notes what is due of one user, without the outbox.</summary>
    public static async Task NoteAsync(NodePool shard, long userNumber, CancellationToken cancellation)
    {
        await using var command = shard.CreateCommand(NoteSql);
        command.Parameters.AddWithValue(userNumber);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Keeps drawn documents in one commit; those of a range that is being moved are not kept.</summary>
    /// <returns>How many are kept.</returns>
    public static async Task<int> KeepAsync(
        NodePool shard, IReadOnlyList<DrawnDocument> drawn, CancellationToken cancellation)
    {
        await using var command = shard.CreateCommand(KeepSql);
        Add(command, NpgsqlDbType.Bigint, drawn.Select(item => item.Id.User.Number).ToArray());
        Add(command, NpgsqlDbType.Integer, drawn.Select(item => item.RangeId).ToArray());
        Add(command, NpgsqlDbType.Uuid, drawn.Select(item => item.Id.TransferId).ToArray());
        Add(command, NpgsqlDbType.Bigint, drawn.Select(item => item.PostingNumber).ToArray());
        Add(command, NpgsqlDbType.Text, drawn.Select(item => item.Stored?.Object.Text).ToArray());
        Add(command, NpgsqlDbType.Bytea, drawn.Select(item => item.Stored?.CiphertextHash).ToArray());
        Add(command, NpgsqlDbType.Integer, drawn.Select(item => item.Stored?.CiphertextSize).ToArray());
        Add(command, NpgsqlDbType.Text, drawn.Select(item => item.Stored?.KeyId).ToArray());
        Add(command, NpgsqlDbType.Date, drawn.Select(item => item.Stored?.RetainUntil).ToArray());
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, Array values) =>
        command.Parameters.Add(new() { NpgsqlDbType = type | NpgsqlDbType.Array, Value = values });
}
