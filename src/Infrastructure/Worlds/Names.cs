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

    /// <summary>The repository of the server's image, one in each site: Lambda takes images of its own Region only.</summary>
    public static string ImageRepository(string region) => $"domicile-{region}";

    /// <summary>
    /// Where the server's image is pulled from, without its digest.
    /// </summary>
    public static string ImageAddress(string account, string site, string region) =>
        $"{account}.dkr.ecr.{site}.amazonaws.com/{ImageRepository(region)}";

    public static string QueueArn(string account, string site, string queue) => $"arn:aws:sqs:{site}:{account}:{queue}";

    /// <summary>The topology as every server of the world reads it.</summary>
    public const string TopologyParameter = "/domicile/topology";
}
