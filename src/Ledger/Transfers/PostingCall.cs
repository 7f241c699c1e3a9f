using System.Buffers.Binary;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Transfers;

/// <summary>
/// Calls <c>ledger.post_transfers</c> for a group: one round trip, one commit, one result a transfer.
/// </summary>
internal static class PostingCall
{
    private static readonly string PostTransfers = SqlFile.Read(typeof(PostingCall), "PostTransfers.sql");

    /// <returns>The results in the group's order; they are durable when this returns.</returns>
    public static async Task<PostingResult[]> RunAsync(
        NpgsqlDataSource shard,
        string region,
        IReadOnlyList<PendingTransfer> group,
        CancellationToken cancellation)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(PostTransfers, connection);
        AddParameters(command.Parameters, group);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = region });

        var results = new PostingResult[group.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            results[reader.GetInt32(0) - 1] = Read(reader);
        }

        return results;
    }

    private static void AddParameters(NpgsqlParameterCollection parameters, IReadOnlyList<PendingTransfer> group)
    {
        // Most groups have no reference, and then the shard spares itself a statement.
        var hasReference = group.Any(item => item.PayerReference is not null || item.PayeeReference is not null);
        Add(NpgsqlDbType.Uuid, Each(group, item => item.TransferId));
        Add(NpgsqlDbType.Bytea, Each(group, item => item.KeyHash));
        Add(NpgsqlDbType.Bytea, Each(group, item => item.RequestHash));
        Add(NpgsqlDbType.Bigint, Each(group, item => BinaryPrimitives.ReadInt64LittleEndian(item.KeyHash)));
        Add(NpgsqlDbType.Bigint, Each(group, item => item.Payer));
        Add(NpgsqlDbType.Bigint, Each(group, item => item.Payee));
        Add(NpgsqlDbType.Bigint, Legs(group, item => item.Payer, item => item.Payee));
        Add(NpgsqlDbType.Integer, Legs(group, item => item.PayerRange, item => item.PayeeRange));
        Add(NpgsqlDbType.Text, Each(group, item => item.Asset));
        Add(NpgsqlDbType.Bigint, Each(group, item => item.MinorUnits));
        Add(NpgsqlDbType.TimestampTz, Each(group, item => item.EffectiveAt?.ToUniversalTime()));
        Add(NpgsqlDbType.Bytea, hasReference ? Each(group, item => item.PayerReference) : null);
        Add(NpgsqlDbType.Bytea, hasReference ? Each(group, item => item.PayeeReference) : null);

        void Add<T>(NpgsqlDbType element, T[]? values) => parameters.Add(values is null
            ? new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | element, Value = DBNull.Value }
            : new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = values });
    }

    private static T[] Each<T>(IReadOnlyList<PendingTransfer> group, Func<PendingTransfer, T> field)
    {
        var values = new T[group.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = field(group[i]);
        }

        return values;
    }

    /// <summary>Two elements an item: its payer's and its payee's.</summary>
    private static T[] Legs<T>(
        IReadOnlyList<PendingTransfer> group, Func<PendingTransfer, T> payer, Func<PendingTransfer, T> payee)
    {
        var values = new T[group.Count * 2];
        for (var i = 0; i < group.Count; i++)
        {
            values[i * 2] = payer(group[i]);
            values[(i * 2) + 1] = payee(group[i]);
        }

        return values;
    }

    private static PostingResult Read(NpgsqlDataReader row) => new(
        Outcome(row.GetString(1)),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.GetGuid(3),
        row.IsDBNull(4) ? 0 : row.GetInt64(4),
        row.IsDBNull(5) ? default : row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? default : row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? 0 : row.GetInt64(7));

    private static PostingOutcome Outcome(string word) => word switch
    {
        "posted" => PostingOutcome.Posted,
        "refused" => PostingOutcome.Refused,
        "repeated" => PostingOutcome.Repeated,
        "key-reused" => PostingOutcome.KeyReused,
        "key-at-work" => PostingOutcome.KeyAtWork,
        "user-unknown" => PostingOutcome.UserUnknown,
        "moved" => PostingOutcome.Moved,
        "busy" => PostingOutcome.Busy,
        _ => throw new InvalidOperationException($"The shard answered '{word}', which this program does not know."),
    };
}
