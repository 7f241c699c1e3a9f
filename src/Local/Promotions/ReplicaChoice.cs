using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Local.Promotions;

/// <summary>Finds the replica that lost least: of those that may be promoted, the one with the most on disk.</summary>
internal sealed class ReplicaChoice(string shard)
{
    private static readonly string ReadReplicaSql = SqlFile.Read<ReplicaChoice>("ReadReplica.sql");
    private static readonly string ReadEpochSql = SqlFile.Read<ReplicaChoice>("ReadEpoch.sql");

    /// <summary>The replica to promote, and the names of those that might have been but did not answer.</summary>
    /// <exception cref="WorldException">None may be promoted, or none of those answers.</exception>
    public async Task<(WorldNode Chosen, IReadOnlyList<string> Silent)> MakeAsync(
        WorldAddresses addresses, WorldNode primary, ShardStanding standing, CancellationToken cancellation)
    {
        var candidates = addresses.Nodes
            .Where(node => node.Primary == primary.Name && standing.Promotable.Contains(node.ShortName))
            .ToList();
        if (candidates.Count == 0)
        {
            throw new WorldException(
                $"No replica of {shard} may be promoted: what left the shard was not waiting for one. A replica may be "
                + "promoted some seconds after it has caught up with its primary.");
        }

        WorldNode? chosen = null;
        var most = 0m;
        var silent = new List<string>();
        foreach (var node in candidates)
        {
            if (await AskAsync<decimal>(addresses, node, ReadReplicaSql, cancellation) is not { } position)
            {
                silent.Add(node.Name);
            }
            else if (chosen is null || position > most)
            {
                (chosen, most) = (node, position);
            }
        }

        return chosen is null
            ? throw new WorldException(
                $"None of the replicas of {shard} that may be promoted answers: {string.Join(", ", silent)}. Start one "
                + "and try again.")
            : (chosen, silent);
    }

    /// <summary>The epoch that a node has itself; null when it does not answer.</summary>
    public Task<int?> ReadEpochAsync(WorldAddresses addresses, WorldNode node, CancellationToken cancellation) =>
        AskAsync<int>(addresses, node, ReadEpochSql, cancellation);

    private static async Task<T?> AskAsync<T>(
        WorldAddresses addresses, WorldNode node, string sql, CancellationToken cancellation)
        where T : struct
    {
        try
        {
            NodeAddress address = addresses.Address(node, NodeRoles.Owner);
            await using var connection = new NpgsqlConnection(address.ConnectionString("domicile promote", false));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(2));
            await connection.OpenAsync(limit.Token);
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(limit.Token) as T?;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException
            && !cancellation.IsCancellationRequested)
        {
            // Not to answer is an answer here.
            return null;
        }
    }
}
