namespace Domicile.Local.Nodes;

/// <summary>
/// The PostgreSQL roles and databases that a world's nodes have; <c>Roles.sql</c> says what each may do.
/// </summary>
public static class NodeRoles
{
    public const string Admin = "domicile_admin";

    /// <summary>Owns the databases and their schemas; migrations run as it.</summary>
    public const string Owner = "domicile_owner";

    /// <summary>
    /// What a region's server enters its own region's nodes as. Owns nothing. On the central node, what the central
    /// database's own work runs as.
    /// </summary>
    public const string Server = "domicile_server";

    /// <summary>
    /// What the passes of a region's server enter register and shards as: the server's role, and what only they do.
    /// </summary>
    public const string Worker = "domicile_worker";

    /// <summary>What a replica follows its primary as.</summary>
    public const string Replication = "domicile_replication";

    /// <summary>The database of every node.</summary>
    public const string Database = "domicile";

    /// <summary>The second database of the central node: the queues between shards, regions and the centre.</summary>
    public const string QueueDatabase = "queue";

    /// <summary>A region's role on the central node, such as <c>region_eu</c>.</summary>
    public static string OfRegion(string region) => "region_" + region;
}
