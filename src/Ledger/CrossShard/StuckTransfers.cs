using Domicile.Ledger.CrossShard.Sides;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using NpgsqlTypes;

namespace Domicile.Ledger.CrossShard;

/// <summary>What one shard says of transfers that are under way for too long: a row each, with the reason.</summary>
internal sealed class StuckTransfers(Shard shard)
{
    private static readonly string TellStuck = SqlFile.Read<StuckTransfers>("TellStuck.sql");
    private static readonly string ForgetEnded = SqlFile.Read<StuckTransfers>("ForgetEnded.sql");

    public async Task TellAsync(IReadOnlyList<(Leg Leg, string Reason)> transfers, CancellationToken cancellation)
    {
        if (transfers.Count > 0)
        {
            await using var command = shard.PrimaryForWork.CreateCommand(TellStuck);
            new GroupColumns<(Leg Leg, string Reason)>(command.Parameters, transfers)
                .Add(NpgsqlDbType.Bigint, transfer => transfer.Leg.Payer.Number)
                .Add(NpgsqlDbType.Uuid, transfer => transfer.Leg.TransferId)
                .Add(NpgsqlDbType.Text, transfer => transfer.Reason);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Those that came to their end are stuck no more.</summary>
    public async Task ForgetEndedAsync(CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ForgetEnded);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
