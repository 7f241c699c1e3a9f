using Domicile.Sharding.Map;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;

namespace Domicile.Sharding.Register;

/// <summary>Reads a region's shard map, and where its primaries are, from its register.</summary>
internal static class RegisterReader
{
    private static readonly string ReadMapSql = SqlFile.Read(typeof(RegisterReader), "ReadMap.sql");
    private static readonly string ReadShardsSql = SqlFile.Read(typeof(RegisterReader), "ReadShards.sql");
    private static readonly string ReadVersionSql = SqlFile.Read(typeof(RegisterReader), "ReadVersion.sql");

    /// <summary>Which node of each shard is its primary.</summary>
    public static async Task<List<ShardSeat>> ReadSeatsAsync(
        NodePool register, CancellationToken cancellation)
    {
        var seats = new List<ShardSeat>();
        await using var command = register.CreateCommand(ReadShardsSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            seats.Add(new ShardSeat(
                reader.GetString(0),
                reader.GetInt32(1),
                await reader.IsDBNullAsync(2, cancellation) ? null : reader.GetString(2)));
        }

        return seats;
    }

    /// <summary>The version of the map, which grows with every promotion too; -1 when there is none.</summary>
    public static async Task<long> ReadVersionAsync(NodePool register, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadVersionSql);
        return await command.ExecuteScalarAsync(cancellation) is long version ? version : -1;
    }

    /// <exception cref="RegisterException">The register is empty, or another region's.</exception>
    public static async Task<ShardMap> ReadMapAsync(
        NodePool register, string region, CancellationToken cancellation)
    {
        var ranges = new List<KeyRange>();
        var version = -1L;
        await using var command = register.CreateCommand(ReadMapSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            if (reader.GetString(0) is var found && found != region)
            {
                throw new RegisterException(
                    $"The register of region {region} says that it is region {found}'s: look at the addresses.");
            }

            version = reader.GetInt64(1);
            if (!await reader.IsDBNullAsync(2, cancellation))
            {
                ranges.Add(new KeyRange(
                    reader.GetInt32(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetString(5)));
            }
        }

        return version >= 0
            ? new ShardMap(version, ranges)
            : throw new RegisterException(
                $"The register of region {region} has no shard map yet: set up the region from its topology.");
    }
}
