namespace Domicile.Infrastructure.Worlds;

/// <summary>One data node: a database with its replicas in each site of its region.</summary>
/// <param name="Region">Such as <c>eu</c>, or <see cref="Names.Central"/>.</param>
/// <param name="Name">A shard's, <see cref="Names.Register"/>, <see cref="Names.Keys"/> or the centre's.</param>
/// <param name="Replicas">Beside the primary, in the writer site.</param>
internal sealed record NodePlan(string Region, string Name, int Replicas)
{
    /// <summary>The database of every node.</summary>
    public const string Database = "domicile";

    /// <summary>Enters a node to set it up: its logins, and nothing else.</summary>
    public const string Admin = "domicile_admin";

    /// <summary>
    /// The most that Aurora keeps by itself; AWS Backup keeps the rest of a region's <c>backupDays</c>.
    /// </summary>
    public const int BackupDaysMax = 35;

    /// <summary>The roles that have a secret, with the login each of them begins with.</summary>
    public IReadOnlyDictionary<string, string> Logins { get; init; } = new Dictionary<string, string>
    {
        ["server"] = "domicile_server",
        ["worker"] = "domicile_worker",
        ["migrations"] = "domicile_owner",
    };

    /// <summary>The name of a thing of this node in a template, such as <c>S1Cluster</c>.</summary>
    public string Id(string thing) => char.ToUpperInvariant(Name[0]) + Name[1..] + thing;

    /// <summary>
    /// The nodes of a region: its shards, and apart from the books its register and its key database. Those two have a
    /// replica beside them where a shard has, since a region without them cannot serve.
    /// </summary>
    public static IReadOnlyList<NodePlan> Of(RegionPlan region)
    {
        var shards = region.Topology.Shards;
        var spare = shards.Any(shard => shard.Replicas > 0) ? 1 : 0;
        return
        [
            .. shards.Select(shard => new NodePlan(region.Name, shard.Name, shard.Replicas)),
            new NodePlan(region.Name, Names.Register, spare),
            new NodePlan(region.Name, Names.Keys, spare),
        ];
    }

    /// <summary>The central database; the loss of a zone may make figures late, so it has a replica too.</summary>
    public static NodePlan Centre { get; } = new(Names.Central, Names.Central, 1)
    {
        Logins = new Dictionary<string, string>
        {
            ["server"] = "domicile_server",
            ["migrations"] = "domicile_owner",
        },
    };

    /// <summary>Database instances that the node has in one site.</summary>
    public int InstancesIn(SitePlan site) => site.IsWriter ? 1 + Replicas : site.Topology.Replicas;

    /// <summary>For how many days Aurora itself keeps what brings back any second of them.</summary>
    public static int BackupDaysOf(RegionPlan region) => Math.Min(region.Topology.Periods.BackupDays, BackupDaysMax);
}
