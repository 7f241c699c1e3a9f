using System.Diagnostics;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Local.Worlds;

/// <summary>
/// Finds out that a running replica has lost its primary for good: the primary serves and the replica does not follow
/// it, because what it lacks is there no more, or because it has what the primary never had.
/// </summary>
internal static class FollowWatch
{
    /// <summary>Longer than a replica takes to ask a primary again that came back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);
    private static readonly string ReadFollowingSql = SqlFile.Read(typeof(FollowWatch), "ReadFollowing.sql");

    /// <summary>
    /// Returns when the replica has not followed for a while though its primary served all that time.
    /// </summary>
    /// <param name="nodes">The replica and its primary as they are now; null when it is no replica.</param>
    public static async Task WaitUntilLostAsync(
        Func<(PostgresNode Replica, PostgresNode Primary)?> nodes, CancellationToken cancellation)
    {
        for (var lost = Stopwatch.StartNew(); lost.Elapsed < Patience;)
        {
            await Task.Delay(LookInterval, cancellation);
            if (!await IsLostAsync(nodes(), cancellation))
            {
                lost.Restart();
            }
        }
    }

    private static async Task<bool> IsLostAsync(
        (PostgresNode Replica, PostgresNode Primary)? nodes, CancellationToken cancellation) =>
        nodes is var (replica, primary)
        && await ReadAsync(replica, cancellation) is (true, false)
        && await ReadAsync(primary, cancellation) is (false, _);

    private static async Task<(bool IsReplica, bool IsStreaming)?> ReadAsync(
        PostgresNode node, CancellationToken cancellation)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(LookInterval);
            await using var connection = new NpgsqlConnection(node.AdminConnectionString("postgres"));
            await connection.OpenAsync(limit.Token);
            await using var command = new NpgsqlCommand(ReadFollowingSql, connection);
            await using var reader = await command.ExecuteReaderAsync(limit.Token);
            await reader.ReadAsync(limit.Token);
            return (reader.GetBoolean(0), reader.GetBoolean(1));
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException
            && !cancellation.IsCancellationRequested)
        {
            // Who does not answer may come back, and follow again.
            return null;
        }
    }
}
