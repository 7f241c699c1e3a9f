using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.CrossShard.Sides;

/// <summary>
/// Calls <c>ledger.settle_transfers</c> for a group: one round trip, one commit, one outcome a verdict.
/// </summary>
internal static class SettleCall
{
    private static readonly string SettleTransfers = SqlFile.Read(typeof(SettleCall), "SettleTransfers.sql");

    /// <param name="group">Each verdict with its payer's range, as the router believes.</param>
    /// <returns>The outcomes in the group's order; they are durable when this returns.</returns>
    public static async Task<SettleOutcome[]> RunAsync(
        NodePool shard, IReadOnlyList<(Verdict Verdict, int RangeId)> group, CancellationToken cancellation)
    {
        await using var connection = await shard.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(SettleTransfers, connection);
        new GroupColumns<(Verdict Verdict, int RangeId)>(command.Parameters, group)
            .Add(NpgsqlDbType.Uuid, item => item.Verdict.TransferId)
            .Add(NpgsqlDbType.Bigint, item => item.Verdict.Payer.Number)
            .Add(NpgsqlDbType.Integer, item => item.RangeId)
            .Add(NpgsqlDbType.Text, item => item.Verdict.Refusal);

        var outcomes = new SettleOutcome[group.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            outcomes[reader.GetInt32(0) - 1] = Outcome(reader.GetString(1));
        }

        return outcomes;
    }

    private static SettleOutcome Outcome(string word) => word switch
    {
        "settled" => SettleOutcome.Settled,
        "refunded" => SettleOutcome.Refunded,
        "repeated" => SettleOutcome.Repeated,
        "contradicts" => SettleOutcome.Contradicts,
        "unknown" => SettleOutcome.Unknown,
        "moved" => SettleOutcome.Moved,
        "busy" => SettleOutcome.Busy,
        _ => throw new InvalidOperationException($"The shard answered '{word}', which this program does not know."),
    };
}
