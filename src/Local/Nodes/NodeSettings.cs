namespace Domicile.Local.Nodes;

/// <summary>What every node of a world is started with, beside its name, port and part.</summary>
internal static class NodeSettings
{
    public static readonly string[] All =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=../sock", "password_encryption=scram-sha-256",
        "shared_buffers=128MB", "wal_level=logical", "max_wal_senders=10",
        "max_replication_slots=10", "autovacuum_max_workers=1", "max_parallel_workers=0", "jit=off",
        // A group of transfers locks each of its keys.
        "max_locks_per_transaction=128",
        "min_wal_size=32MB", "max_wal_size=1GB", "timezone=UTC", "log_timezone=UTC", "hot_standby_feedback=on",
        // A replica that never comes back must not fill the disk; one that was away for more is made anew.
        "max_slot_wal_keep_size=1GB",
        // Statements, parameters and the values in an error's detail may be personal data: none of them is logged.
        "log_min_messages=log", "log_statement=none", "log_parameter_max_length_on_error=0",
        "log_error_verbosity=terse",
    ];
}
