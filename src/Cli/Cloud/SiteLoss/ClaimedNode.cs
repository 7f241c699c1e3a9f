using Domicile.Cli.Cloud.Regions;
using Domicile.Local.Worlds;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Cli.Cloud.SiteLoss;

/// <summary>
/// A node that somebody says is now a primary. Before anything leans on that, it is asked whether it takes writes and
/// which node it is: an epoch begun on another shard would close that one's ranges.
/// </summary>
/// <param name="region">Such as <c>eu</c>.</param>
/// <param name="node">A shard's name, <c>register</c> or <c>keys</c>.</param>
/// <param name="address">As the role that owns its schemas.</param>
internal sealed class ClaimedNode(string region, string node, NodeAddress address)
{
    private static readonly string ShardSql = SqlFile.Read<ClaimedNode>("ReadShardNode.sql");
    private static readonly string RegisterSql = SqlFile.Read<ClaimedNode>("ReadRegisterNode.sql");
    private static readonly string KeysSql = SqlFile.Read<ClaimedNode>("ReadKeysNode.sql");

    private string Name => $"{region}/{node}";

    /// <returns>The epoch that the node has itself; 0 for one without epochs.</returns>
    /// <exception cref="WorldException">
    /// It is not that node, is a replica, or does not answer; with what to do.
    /// </exception>
    public async Task<int> AskAsync(CancellationToken cancellation)
    {
        try
        {
            var (isReader, found, epoch) = await ReadAsync(cancellation);
            if (isReader)
            {
                throw new WorldException(
                    $"{Name} at {address.Place} takes no writes, it follows another node: switch its Global Database "
                    + "over first, or fail it over when its site is lost, and wait until it is available.");
            }

            return found == Name ? epoch : throw new WorldException(
                $"The node at {address.Place} says that it is {found}, not {Name}: look at the address.");
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn)
        {
            throw new WorldException($"The node at {address.Place} is not {Name}: {e.MessageText}.", e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new WorldException(
                $"{Name} at {address.Place} does not answer: {e.Message.TrimEnd('.')}. Run this inside of the service "
                + $"network of a site{(node == CloudNames.Register ? $", and promote {Name} before shards" : "")}.",
                e);
        }
    }

    private async Task<(bool IsReader, string Name, int Epoch)> ReadAsync(CancellationToken cancellation)
    {
        var sql = node switch { CloudNames.Register => RegisterSql, CloudNames.Keys => KeysSql, _ => ShardSql };
        await using var connection = new NpgsqlConnection(address.PatientConnectionString("domicile promote"));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
        {
            throw new WorldException($"The node at {address.Place} is empty: {Name} was never set up there.");
        }

        return (
            reader.GetBoolean(0),
            await reader.IsDBNullAsync(1, cancellation) ? Name : reader.GetString(1),
            reader.GetInt32(2));
    }
}
