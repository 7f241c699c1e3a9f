using Domicile.Ledger.Assets;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Cli.Demo;

/// <summary>What one shard's books hold, counted in its own database.</summary>
/// <param name="Shard">Such as <c>s1</c>.</param>
/// <param name="Sum">Of all wallets, in one asset.</param>
internal sealed record ShardFigures(string Region, string Shard, long Users, long Transfers, decimal Sum)
{
    private static readonly string ReadSql = SqlFile.Read<ShardFigures>("ReadShardFigures.sql");

    /// <summary>Asks every primary of the region.</summary>
    public static async Task<IReadOnlyList<ShardFigures>> ReadAsync(
        RegionNodes nodes, Asset asset, CancellationToken cancellation)
    {
        var figures = new List<ShardFigures>();
        foreach (var shard in nodes.Shards)
        {
            await using var source = shard.Primary.Open("domicile-demo", 1);
            await using var command = source.CreateCommand(ReadSql);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = asset.Code });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            var sum = reader.GetDecimal(2) * new decimal(1, 0, 0, isNegative: false, scale: (byte)asset.Scale);
            figures.Add(new ShardFigures(nodes.Region, shard.Name, reader.GetInt64(0), reader.GetInt64(1), sum));
        }

        return figures;
    }
}
