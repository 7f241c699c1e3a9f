using Domicile.Ledger.Messages;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Central;

/// <summary>What the centre has of one shard.</summary>
internal sealed class CentralShard(NodePool central, string shard)
{
    private static readonly string ReadLinesSql = SqlFile.Read<CentralShard>("ReadShardFigures.sql");
    private static readonly string ReadStreamSql = SqlFile.Read<CentralShard>("ReadShardStream.sql");

    /// <summary>The batch up to which all are there, and how many users.</summary>
    public async Task<(long Batch, long Users)> ReadStreamAsync(int epoch, CancellationToken cancellation)
    {
        await using var command = central.CreateCommand(ReadStreamSql);
        command.Parameters.AddWithValue(shard);
        command.Parameters.AddWithValue(epoch);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public async Task<IReadOnlyList<FiguresLine>> ReadLinesAsync(CancellationToken cancellation)
    {
        await using var command = central.CreateCommand(ReadLinesSql);
        command.Parameters.AddWithValue(shard);
        return await BooksFigures.ReadLinesAsync(command, cancellation);
    }
}
