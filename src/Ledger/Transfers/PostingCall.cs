using System.Buffers.Binary;
using Domicile.Sharding.Nodes;
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
        NodePool shard, IReadOnlyList<PendingTransfer> group, CancellationToken cancellation)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellation);
        return await RunAsync(connection, group, cancellation);
    }

    /// <summary>The same on a connection, in a transaction if it has one.</summary>
    internal static async Task<PostingResult[]> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<PendingTransfer> group, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PostTransfers, connection);
        AddItems(command.Parameters, group);
        AddLegs(command.Parameters, new PostingBatch(group));

        var results = new PostingResult[group.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        for (var i = 0; await reader.ReadAsync(cancellation); i++)
        {
            results[i] = Read(reader);
        }

        return results;
    }

    private static void AddItems(NpgsqlParameterCollection parameters, IReadOnlyList<PendingTransfer> group)
    {
        Add(parameters, NpgsqlDbType.Uuid, Each(group, item => item.TransferId));
        Add(parameters, NpgsqlDbType.Bigint, Each(group, item => item.Owner));
        Add(parameters, NpgsqlDbType.Bytea, Each(group, item => item.KeyHash));
        Add(parameters, NpgsqlDbType.Bytea, Each(group, item => item.RequestHash));
        Add(parameters, NpgsqlDbType.Bigint, Each(group, item => BinaryPrimitives.ReadInt64LittleEndian(item.KeyHash)));
        Add(parameters, NpgsqlDbType.Text, Each(group, item => item.Asset));
        Add(parameters, NpgsqlDbType.Bigint, Each(group, item => item.MinorUnits));
        Add(parameters, NpgsqlDbType.TimestampTz, Each(group, item => item.EffectiveAt?.ToUniversalTime()));
    }

    private static void AddLegs(NpgsqlParameterCollection parameters, PostingBatch batch)
    {
        var (items, legs) = (batch.Items, batch.Legs);
        Add(parameters, NpgsqlDbType.Integer, batch.PayerLegs);
        Add(parameters, NpgsqlDbType.Integer, batch.PayeeLegs);
        Add(parameters, NpgsqlDbType.Integer, Each(legs, leg => leg.Item + 1));
        Add(parameters, NpgsqlDbType.Integer, batch.LegUsers);
        Add(parameters, NpgsqlDbType.Integer, batch.LegSlots);
        Add(parameters, NpgsqlDbType.Boolean, Each(legs, leg => leg.Pays));
        Add(parameters, NpgsqlDbType.Text, Each(legs, leg => items[leg.Item].Counterparty(leg.Pays)));

        // Most groups have no reference, and then the shard spares itself a statement.
        var references = batch.HasReference ? Each(legs, leg => items[leg.Item].Reference(leg.Pays)) : null;
        Add(parameters, NpgsqlDbType.Bytea, references);
        Add(parameters, NpgsqlDbType.Bigint, batch.Users);
        Add(parameters, NpgsqlDbType.Integer, batch.Ranges);
        Add(parameters, NpgsqlDbType.Integer, batch.LegCounts);
        Add(parameters, NpgsqlDbType.Bigint, batch.SlotUsers);
        Add(parameters, NpgsqlDbType.Text, batch.SlotAssets);
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, NpgsqlDbType element, T[]? values) =>
        parameters.Add(values is null
            ? new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | element, Value = DBNull.Value }
            : new NpgsqlParameter<T[]> { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = values });

    private static TValue[] Each<T, TValue>(IReadOnlyList<T> list, Func<T, TValue> field)
    {
        var values = new TValue[list.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = field(list[i]);
        }

        return values;
    }

    private static PostingResult Read(NpgsqlDataReader row) => new(
        Outcome(row.GetString(0)),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.GetGuid(2),
        row.IsDBNull(3) ? null : State(row.GetString(3)),
        row.IsDBNull(4) ? 0 : row.GetInt64(4),
        row.IsDBNull(5) ? default : row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? default : row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? 0 : row.GetInt64(7));

    private static TransferState State(string word) => word switch
    {
        "in-transit" => TransferState.InTransit,
        "completed" => TransferState.Completed,
        "refunded" => TransferState.Refunded,
        _ => throw new InvalidOperationException($"The shard answered '{word}', which this program does not know."),
    };

    private static PostingOutcome Outcome(string word) => word switch
    {
        "posted" => PostingOutcome.Posted,
        "refused" => PostingOutcome.Refused,
        "repeated" => PostingOutcome.Repeated,
        "key-reused" => PostingOutcome.KeyReused,
        "key-at-work" => PostingOutcome.KeyAtWork,
        "user-unknown" => PostingOutcome.UserUnknown,
        "user-erased" => PostingOutcome.UserErased,
        "moved" => PostingOutcome.Moved,
        "busy" => PostingOutcome.Busy,
        _ => throw new InvalidOperationException($"The shard answered '{word}', which this program does not know."),
    };
}
