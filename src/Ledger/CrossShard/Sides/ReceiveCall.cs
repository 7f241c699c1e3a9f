using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>Calls <c>ledger.receive_transfers</c> for a group: one round trip, one commit, one result a leg.</summary>
internal static class ReceiveCall
{
    private static readonly string ReceiveTransfers = SqlFile.Read(typeof(ReceiveCall), "ReceiveTransfers.sql");

    /// <param name="group">Each leg with its payee's range, as the router believes.</param>
    /// <returns>The results in the group's order; they are durable when this returns.</returns>
    public static async Task<ReceiveResult[]> RunAsync(
        NodePool shard, IReadOnlyList<(IncomingLeg Leg, int RangeId)> group, CancellationToken cancellation)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellation);
        return await RunAsync(connection, group, cancellation);
    }

    /// <summary>The same on a connection, in a transaction if it has one.</summary>
    internal static async Task<ReceiveResult[]> RunAsync(
        NpgsqlConnection connection,
        IReadOnlyList<(IncomingLeg Leg, int RangeId)> group,
        CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReceiveTransfers, connection);
        new GroupColumns<(IncomingLeg Leg, int RangeId)>(command.Parameters, group)
            .Add(NpgsqlDbType.Uuid, item => item.Leg.TransferId)
            .Add(NpgsqlDbType.Bigint, item => item.Leg.Payee.Number)
            .Add(NpgsqlDbType.Integer, item => item.RangeId)
            .Add(NpgsqlDbType.Text, item => item.Leg.Payer.ToString())
            .Add(NpgsqlDbType.Text, item => item.Leg.Asset)
            .Add(NpgsqlDbType.Bigint, item => item.Leg.MinorUnits)
            .Add(NpgsqlDbType.TimestampTz, item => item.Leg.EffectiveAt.ToUniversalTime())
            .Add(NpgsqlDbType.Boolean, item => item.Leg.IsAccepted)
            .AddIfAny(NpgsqlDbType.Bytea, item => item.Leg.SealedReference);

        var results = new ReceiveResult[group.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            results[reader.GetInt32(0) - 1] = new ReceiveResult(
                Outcome(reader.GetString(1)),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetInt64(3));
        }

        return results;
    }

    private static ReceiveOutcome Outcome(string word) => word switch
    {
        "received" => ReceiveOutcome.Received,
        "refused" => ReceiveOutcome.Refused,
        "repeated" => ReceiveOutcome.Repeated,
        "contradicts" => ReceiveOutcome.Contradicts,
        "moved" => ReceiveOutcome.Moved,
        "busy" => ReceiveOutcome.Busy,
        _ => throw new InvalidOperationException($"The shard answered '{word}', which this program does not know."),
    };
}
