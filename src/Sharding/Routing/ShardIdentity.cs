using Domicile.Sharding.Nodes;
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
    /// <param name="settings">The pool's, to a node of the shard.</param>
    /// <param name="check">Asked after that; null for a pool that asks no more.</param>
    public static NodePool Open(
        Shard shard, NodeAddress address, NpgsqlConnectionStringBuilder settings, IConnectionCheck? check) =>
        NodePool.Open(settings, address.Logins, async connection =>
        {
            await using (var command = new NpgsqlCommand(ReadIdentitySql, connection))
            await using (var reader = await command.ExecuteReaderAsync())
            {
                Check(shard, address, await reader.ReadAsync() ? (reader.GetString(0), reader.GetInt32(1)) : null);
            }

            if (check is not null)
            {
                await check.CheckAsync(shard.FullName, connection);
            }
        });

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
