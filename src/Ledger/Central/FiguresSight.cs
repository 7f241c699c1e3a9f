using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Central;

/// <summary>Reads what the centre has of a shard's figures.</summary>
internal static class FiguresSight
{
    private static readonly string ReadAcknowledgedSql = SqlFile.Read(typeof(FiguresSight), "ReadAcknowledged.sql");

    /// <summary>A line an epoch, the oldest first.</summary>
    public static async Task<IReadOnlyList<FiguresSeen>> ReadAsync(
        NodePool central, string shard, CancellationToken cancellation)
    {
        var streams = new List<FiguresSeen>();
        await using var command = central.CreateCommand(ReadAcknowledgedSql);
        command.Parameters.AddWithValue(shard);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            streams.Add(new FiguresSeen(reader.GetInt32(0), reader.GetInt64(1), reader.GetBoolean(2)));
        }

        return streams;
    }
}
