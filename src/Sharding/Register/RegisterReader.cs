using Domicile.Sharding.Map;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Sharding.Register;

/// <summary>Reads a region's shard map from its register.</summary>
internal static class RegisterReader
{
    private static readonly string ReadMapSql = SqlFile.Read(typeof(RegisterReader), "ReadMap.sql");

    /// <exception cref="RegisterException">The register is empty, or another region's.</exception>
    public static async Task<ShardMap> ReadMapAsync(
        NpgsqlDataSource register, string region, CancellationToken cancellation)
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
