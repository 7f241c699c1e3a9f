namespace Domicile.Infrastructure.Data;

/// <summary>
/// The database engine of every node. All members of a Global Database have one version, so a new one is rolled out by
/// changing it here.
/// </summary>
internal static class Engine
{
    public const string Name = "aurora-postgresql";

    /// <summary>Looked up in Aurora's release calendar in November 2026.</summary>
    public const string Version = "17.9";

    /// <summary>The family of its parameter groups.</summary>
    public static string Family => Name + Version.Split('.')[0];

    /// <summary>The authority whose certificates nodes show: long-lived, with RSA, which every client reads.</summary>
    public const string Authority = "rds-ca-rsa2048-g1";

    public const int Port = 5432;

    /// <summary>
    /// What nodes are started with, beside what Aurora sets: the same as the nodes of a local world, where Aurora lets
    /// one choose. A role's own time limits are set on the role.
    /// </summary>
    public static Dictionary<string, string> Parameters { get; } = new(StringComparer.Ordinal)
    {
        // Nobody speaks to a node in the clear, and nobody is known by a hash that can be broken.
        ["rds.force_ssl"] = "1",
        ["ssl_min_protocol_version"] = "TLSv1.2",
        ["password_encryption"] = "scram-sha-256",
        ["rds.accepted_password_auth_method"] = "scram",

        // Ranges move between shards by logical replication.
        ["rds.logical_replication"] = "1",
        ["max_replication_slots"] = "20",
        ["max_wal_senders"] = "20",

        // A group of transfers locks each of its keys.
        ["max_locks_per_transaction"] = "128",
        ["jit"] = "0",
        ["timezone"] = "UTC",

        // Statements, parameters and the values in an error's detail may be personal data: none of them is logged.
        ["log_min_messages"] = "log",
        ["log_min_error_statement"] = "panic",
        ["log_statement"] = "none",
        ["log_min_duration_statement"] = "-1",
        ["log_parameter_max_length"] = "0",
        ["log_parameter_max_length_on_error"] = "0",
        ["log_error_verbosity"] = "terse",
    };
}
