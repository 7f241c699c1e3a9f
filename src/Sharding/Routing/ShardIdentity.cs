using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Routing;

/// <summary>
/// Asks a node on every new connection which shard it is: two regions have the same range ids, so that the fence alone
/// would let a write into a node of another region, given by mistake.
/// </summary>
internal static class ShardIdentity
{
    private static readonly string ReadIdentitySql = SqlFile.Read(typeof(ShardIdentity), "ReadIdentity.sql");

    /// <summary>Opens a pool for writes whose connections all lead to the shard of that name in the world.</summary>
    public static NpgsqlDataSource Open(string fullName, NodeAddress address, string application, int poolSizeMax)
    {
        var builder = new NpgsqlDataSourceBuilder(address.WriteSettings(application, poolSizeMax).ConnectionString);
        builder.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var command = new NpgsqlCommand(ReadIdentitySql, connection);
                Check(command.ExecuteScalar());
            },
            async connection =>
            {
                await using var command = new NpgsqlCommand(ReadIdentitySql, connection);
                Check(await command.ExecuteScalarAsync());
            });
        return builder.Build();

        // A shard that was not set up yet has no name; it has no open range either.
        void Check(object? name)
        {
            if (name is string other && other != fullName)
            {
                throw new NpgsqlException(
                    $"The node at {address} was given as shard {fullName}, but says that it is {other}: look at the "
                    + "addresses.");
            }
        }
    }
}
