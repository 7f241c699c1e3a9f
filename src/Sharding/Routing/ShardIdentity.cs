using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Routing;

/// <summary>
/// Asks a node on every new connection which shard it is and of which epoch: two regions have the same range ids, so
/// that the fence alone would let a write into a node of another region, given by mistake; and a node that was just
/// promoted takes no writes before its epoch and ranges agree with the register.
/// </summary>
internal static class ShardIdentity
{
    private static readonly string ReadIdentitySql = SqlFile.Read(typeof(ShardIdentity), "ReadIdentity.sql");

    /// <summary>Opens a pool for writes whose connections all lead to this shard in its present epoch.</summary>
    public static NpgsqlDataSource Open(Shard shard, NodeAddress address, string application, int poolSizeMax)
    {
        var builder = new NpgsqlDataSourceBuilder(address.WriteSettings(application, poolSizeMax).ConnectionString);
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(ReadIdentitySql, connection);
                using var reader = command.ExecuteReader();
                Check(shard, address, reader.Read() ? (reader.GetString(0), reader.GetInt32(1)) : null);
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(ReadIdentitySql, connection);
                await using var reader = await command.ExecuteReaderAsync();
                Check(shard, address, await reader.ReadAsync() ? (reader.GetString(0), reader.GetInt32(1)) : null);
            });
        return builder.Build();
    }

    // A shard that was not set up yet has no name; it has no open range either.
    private static void Check(Shard shard, NodeAddress address, (string Name, int Epoch)? found)
    {
        if (found is not { } node)
        {
            return;
        }

        if (node.Name != shard.FullName)
        {
            throw new NpgsqlException(
                $"The node at {address} was given as shard {shard.FullName}, but says that it is {node.Name}: look at "
                + "the addresses.");
        }

        if (shard.Epoch > 0 && node.Epoch != shard.Epoch)
        {
            throw new NpgsqlException(
                $"The node at {address} is of epoch {node.Epoch} of {shard.FullName}, not {shard.Epoch}: it is being "
                + "promoted, or this process has not heard yet that it was.");
        }
    }
}
