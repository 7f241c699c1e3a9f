using System.Globalization;

namespace Domicile.Local.Nodes;

/// <summary>What every node of a world is started with, beside its name, port and part.</summary>
internal static class NodeSettings
{
    private static readonly string[] All =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=../sock", "password_encryption=scram-sha-256",
        "shared_buffers=128MB", "wal_level=logical", "max_wal_senders=10",
        "max_replication_slots=10", "autovacuum_max_workers=1", "max_parallel_workers=0", "jit=off",
        // A group of transfers locks each of its keys.
        "max_locks_per_transaction=128",
        "min_wal_size=32MB", "max_wal_size=1GB", "timezone=UTC", "log_timezone=UTC", "hot_standby_feedback=on",
        // Follows again at once when its primary is back: while it does not, a promotion would lose what it lacks.
        "wal_retrieve_retry_interval=200ms",
        // A replica that never comes back must not fill the disk; one that was away for more is made anew.
        "max_slot_wal_keep_size=1GB",
        // Statements, parameters and the values in an error's detail may be personal data: none of them is logged.
        "log_min_messages=log", "log_statement=none", "log_parameter_max_length_on_error=0",
        "log_error_verbosity=terse",
    ];

    /// <summary>The arguments of the server's program.</summary>
    public static List<string> Arguments(PostgresNode node)
    {
        var arguments = new List<string>
        {
            "-D", PostgresProgram.DataFolderSeen(node.DataFolder), "-p", Text(node.Port),
        };
        foreach (var setting in All.Concat(Own(node)))
        {
            arguments.AddRange(["-c", setting]);
        }

        return arguments;
    }

    private static IEnumerable<string> Own(PostgresNode node)
    {
        yield return $"cluster_name={node.Name}";
        yield return $"max_connections={Text(node.ConnectionsMax)}";
        if (node.CommitsWaitFor.Count > 0)
        {
            yield return $"synchronous_standby_names=ANY 1 ({string.Join(", ", node.CommitsWaitFor)})";
        }

        if (node.Source is { } source)
        {
            // Said at every start, since the primary's port may have changed; the password stands in a file.
            yield return $"primary_slot_name={source.Slot}";
            yield return $"primary_conninfo=host=127.0.0.1 port={Text(source.Port)} user={NodeRoles.Replication} "
                + $"passfile=../{PostgresNode.PassFile} application_name={source.Slot}";
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
