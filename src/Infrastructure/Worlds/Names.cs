namespace Domicile.Infrastructure.Worlds;

/// <summary>
/// The names that one stack knows another's things by. They are computed, never looked up, because stacks of other
/// accounts and AWS Regions cannot be asked.
/// </summary>
internal static class Names
{
    /// <summary>The queue towards a region, in its writer site.</summary>
    public static string RegionQueue(string region) => $"domicile-{region}";

    /// <summary>The queue whose messages run a region's passes at once, in its writer site.</summary>
    public static string WakeQueue(string region) => $"domicile-{region}-wake";

    /// <summary>The queue of what came into a region's audit bucket.</summary>
    public static string DocumentsQueue(string region) => $"domicile-{region}-documents";

    /// <summary>The queue towards the central database, in the central site and the world's account.</summary>
    public const string CentralQueue = "domicile-central";

    /// <summary>The bucket of a region's documents and packages.</summary>
    public static string AuditBucket(RegionPlan region) => $"domicile-{region.Name}-audit-{region.Account}";

    /// <summary>
    /// The IAM role of a region's processes (<c>api</c>, <c>workers</c>): Identity makes it, with what it may do and
    /// trusted by Lambda, EC2 and EKS pod identity alike, so that a region changes its compute without touching it.
    /// </summary>
    public static string ServerRole(string region, string role) => $"domicile-{region}-{role}";

    /// <summary>The IAM role of the function that feeds the central database, in the world's account.</summary>
    public const string CentralRole = "domicile-central";

    public static string RoleArn(string account, string role) => $"arn:aws:iam::{account}:role/{role}";

    /// <summary>
    /// The repository of the server's image, one in each site: Lambda takes images of its own Region only.
    /// </summary>
    public static string ImageRepository(string region) => $"domicile-{region}";

    /// <summary>
    /// Where the server's image is pulled from, without its digest.
    /// </summary>
    public static string ImageAddress(string account, string site, string region) =>
        $"{account}.dkr.ecr.{site}.amazonaws.com/{ImageRepository(region)}";

    public static string QueueArn(string account, string site, string queue) => $"arn:aws:sqs:{site}:{account}:{queue}";

    /// <summary>The topology as every server of the world reads it.</summary>
    public const string TopologyParameter = "/domicile/topology";

    /// <summary>Where a queue puts what nobody could work off.</summary>
    public static string DeadLetters(string queue) => $"{queue}-dead";

    /// <summary>Stands for a region's name in what belongs to the central database.</summary>
    public const string Central = "central";

    /// <summary>The node of a region's register.</summary>
    public const string Register = "register";

    /// <summary>The node of a region's key database.</summary>
    public const string Keys = "keys";

    /// <summary>The alias of a site's key for data at rest.</summary>
    /// <param name="region">Such as <c>eu</c>, or <see cref="Central"/>.</param>
    public static string DataKey(string region) => $"alias/domicile-{region}-data";

    /// <summary>The alias of one generation of the key that wraps users' keys.</summary>
    /// <param name="region">Such as <c>eu</c>.</param>
    /// <param name="generation">1 is made with the region, the others by rotations.</param>
    public static string UserKeys(string region, int generation) => $"alias/domicile-{region}-keys-{generation}";

    /// <summary>The alias of what signs a region's certificates.</summary>
    public static string SigningKey(string region) => $"alias/domicile-{region}-signing";

    /// <summary>The alias of what signs a region's audit packages.</summary>
    public static string AuditKey(string region) => $"alias/domicile-{region}-audit";

    /// <summary>The cluster of a node, the same in every site.</summary>
    /// <param name="region">Such as <c>eu</c>, or <see cref="Central"/>.</param>
    /// <param name="node">A shard's name, <see cref="Register"/>, <see cref="Keys"/> or <see cref="Central"/>.</param>
    public static string Cluster(string region, string node) =>
        region == node ? $"domicile-{region}" : $"domicile-{region}-{node}";

    /// <summary>The Global Database that the clusters of a node belong to.</summary>
    public static string GlobalCluster(string region, string node) => $"{Cluster(region, node)}-global";

    /// <summary>The parameter that tells a site's servers where a node is.</summary>
    public static string NodeParameter(string region, string node) => $"/domicile/{region}/nodes/{node}";

    /// <summary>The secret that a role enters a node with.</summary>
    public static string NodeSecret(string region, string node, string role) =>
        region == node ? $"domicile/{region}/{role}" : $"domicile/{region}/{node}/{role}";

    /// <summary>The secret of keyed look-ups, which is never rotated.</summary>
    public static string HashKeySecret(string region) => $"domicile/{region}/hash-key";

    /// <summary>The automation that removes a document before its time, with the consent of two.</summary>
    public static string ReleaseDocument(string region) => $"Domicile-{region}-release-document";

    /// <summary>The vault of a region's backups, in each of its sites, and the plan that fills it.</summary>
    public static string Vault(string region) => $"domicile-{region}";

    /// <summary>The function that answers a site's requests, in regions that run on Lambda.</summary>
    public static string ApiFunction(string region) => $"domicile-{region}-api";

    /// <summary>The function that runs a region's passes, in regions that run on Lambda.</summary>
    public static string WorkersFunction(string region) => $"domicile-{region}-workers";

    /// <summary>The function that carries documents to institutions, in every region.</summary>
    public static string DocumentsFunction(string region) => $"domicile-{region}-documents";

    /// <summary>The function that rotates the passwords of a region's nodes, or of the central one.</summary>
    /// <param name="owner">Such as <c>eu</c>, or <see cref="Central"/>.</param>
    public static string RotationFunction(string owner) => $"domicile-{owner}-rotation";

    /// <summary>The function that feeds the central database.</summary>
    public const string CentralFunction = "domicile-central";

    /// <summary>The host of one site: health checks and people name a site by it.</summary>
    public static string SiteHost(SitePlan site) => $"{site.Name}.{site.Region.Host}";

    /// <summary>The host of the writer site, which only the region's own sites reach.</summary>
    public static string WriterHost(RegionPlan region) => $"writer.{region.Host}";

    /// <summary>The host of the pages, which are the world's: no user's data is on them.</summary>
    public static string PagesHost(string domain) => $"docs.{domain}";

    /// <summary>Where a function's lines go: Lambda's own form, so that Lambda makes no second group.</summary>
    public static string FunctionLogs(string function) => $"/aws/lambda/{function}";

    /// <summary>Where a region's servers, doors and helpers write their lines.</summary>
    /// <param name="region">Such as <c>eu</c>.</param>
    /// <param name="what">Such as <c>servers</c>.</param>
    public static string Logs(string region, string what) => $"/domicile/{region}/{what}";
}
