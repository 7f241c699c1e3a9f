using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>
/// Brings to the disk what the nodes of a running world hold in memory: first the primaries, then the replicas, which
/// have received all that by then.
/// </summary>
internal static class NodeFlush
{
    private const string Application = "domicile canary";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ReplayMax = TimeSpan.FromSeconds(60);
    private static readonly string CheckpointSql = SqlFile.Read(typeof(NodeFlush), "Checkpoint.sql");
    private static readonly string ReadFlushedSql = SqlFile.Read(typeof(NodeFlush), "ReadFlushed.sql");
    private static readonly string HasReplayedSql = SqlFile.Read(typeof(NodeFlush), "HasReplayed.sql");

    public static async Task RunAsync(WorldAddresses addresses, CancellationToken cancellation)
    {
        var flushed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in addresses.Nodes.OrderBy(node => node.Primary is not null))
        {
            var address = addresses.Address(node, NodeRoles.Admin);
            await using var connection = new NpgsqlConnection(address.PatientConnectionString(Application));
            await connection.OpenAsync(cancellation);
            if (node.Primary is { } primary)
            {
                await WaitAsync(connection, (node.Name, flushed[primary]), cancellation);
            }

            await ScalarAsync(connection, CheckpointSql, null, cancellation);
            if (node.Primary is null)
            {
                flushed[node.Name] = (string)(await ScalarAsync(connection, ReadFlushedSql, null, cancellation))!;
            }
        }
    }

    private static async Task WaitAsync(
        NpgsqlConnection replica, (string Name, string Position) to, CancellationToken cancellation)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (await ScalarAsync(replica, HasReplayedSql, to.Position, cancellation) is not true)
        {
            if (TimeProvider.System.GetElapsedTime(startedAt) > ReplayMax)
            {
                throw new WorldException(
                    $"The replica {to.Name} does not catch up with its primary. See ./domicile status.");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }

    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, string sql, string? position, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        if (position is not null)
        {
            command.Parameters.Add(new() { Value = position });
        }

        return await command.ExecuteScalarAsync(cancellation);
    }
}
