using System.Diagnostics;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Promotions;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Local.Promotions;

/// <summary>
/// Finds the replica that lost least: the one with the most on disk. It must have as much as one that may be promoted,
/// so that it has all that left the shard; with strict durability it has all that was ever answered.
/// </summary>
internal sealed class ReplicaChoice(string shard)
{
    // A replica that crashed is back by then.
    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private static readonly string ReadReplicaSql = SqlFile.Read<ReplicaChoice>("ReadReplica.sql");
    private static readonly string ReadEpochSql = SqlFile.Read<ReplicaChoice>("ReadEpoch.sql");

    /// <exception cref="WorldException">None may be promoted, or none of those answers.</exception>
    public async Task<Chosen> MakeAsync(
        WorldAddresses addresses, WorldNode primary, ShardStanding standing, CancellationToken cancellation)
    {
        var isStrict = primary.Durability == Durability.Strict;
        if (!isStrict && standing.Promotable.Count == 0)
        {
            throw new WorldException(
                $"No replica of {shard} may be promoted: what left the shard was not waiting for one. A replica may be "
                + "promoted some seconds after it has caught up with its primary.");
        }

        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(LookAgain, cancellation))
        {
            var chosen = await LookAsync(addresses, primary, standing, cancellation);
            var mayHaveMore = chosen.Silent.Where(standing.Promotable.Contains).ToList();
            if (!isStrict || chosen.Silent.Count == 0 || (waited.Elapsed > SilencePatience && mayHaveMore.Count == 0))
            {
                return chosen;
            }

            // A write is answered when any one of them has it: perhaps the one that says nothing.
            if (waited.Elapsed > SilencePatience)
            {
                throw new WorldException(
                    $"{string.Join(" and ", mayHaveMore)} of {shard} may alone have what was answered last, and does "
                    + "not answer. Start it and try again; what has been away for 10 seconds is not waited for.");
            }
        }
    }

    private async Task<Chosen> LookAsync(
        WorldAddresses addresses, WorldNode primary, ShardStanding standing, CancellationToken cancellation)
    {
        var isStrict = primary.Durability == Durability.Strict;
        WorldNode? furthest = null;
        var most = 0m;
        var answered = new List<string>();
        var silent = new List<string>();
        foreach (var node in addresses.Nodes.Where(
            node => node.Primary == primary.Name && standing.Standbys.Contains(node.ShortName)))
        {
            if (await AskAsync<decimal>(addresses, node, ReadReplicaSql, cancellation) is not { } position)
            {
                silent.Add(node.ShortName);
                continue;
            }

            answered.Add(node.ShortName);
            (furthest, most) = furthest is null || position > most ? (node, position) : (furthest, most);
        }

        var counting = isStrict ? standing.Standbys : standing.Promotable;
        return furthest is not null && answered.Exists(counting.Contains)
            ? new Chosen(furthest, isStrict ? null : answered, [.. silent.Where(counting.Contains)])
            : throw new WorldException(
                $"None of the replicas of {shard} that may be promoted answers: {string.Join(", ", counting)}. Start "
                + "one and try again.");
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
            var address = addresses.Address(node, NodeRoles.Owner);
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
