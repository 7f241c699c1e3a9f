using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>How policies name a region's things, each in the region's own sites only.</summary>
internal sealed class RegionArns(RegionPlan region)
{
    public RegionPlan Region => region;

    /// <summary>The AWS Regions of its sites.</summary>
    public string[] Sites => [.. region.Sites.Select(site => site.Name)];

    /// <summary>Where its nodes are, for whoever reads one or all of them.</summary>
    public IReadOnlyList<string> NodeParameters => InSites(
        "ssm", $"parameter/domicile/{region.Name}/nodes", $"parameter/domicile/{region.Name}/nodes/*");

    public IReadOnlyList<string> TopologyParameter => InSites("ssm", $"parameter{Names.TopologyParameter}");

    /// <summary>The secret of keyed look-ups; AWS ends a secret's name with six characters of its own.</summary>
    public IReadOnlyList<string> HashKey =>
        InSites("secretsmanager", $"secret:{Names.HashKeySecret(region.Name)}-??????");

    /// <summary>Any key: which one is said by its alias or its tags, since nobody knows its id before.</summary>
    public IReadOnlyList<string> AnyKey => InSites("kms", "key/*");

    public IReadOnlyList<string> UserKeyAliases => InSites("kms", $"alias/domicile-{region.Name}-keys-*");

    public IReadOnlyList<string> LogGroups =>
        InSites("logs", $"log-group:/domicile/{region.Name}/*", $"log-group:/aws/lambda/domicile-{region.Name}-*");

    public IReadOnlyList<string> Images => InSites("ecr", $"repository/{Names.ImageRepository(region.Name)}");

    /// <summary>The groups of instances that its servers run on, by names that synthesis gives them.</summary>
    public IReadOnlyList<string> Fleets => InSites(
        "autoscaling",
        $"autoScalingGroup:*:autoScalingGroupName/{Names.ServerRole(region.Name, "api")}",
        $"autoScalingGroup:*:autoScalingGroupName/{Names.ServerRole(region.Name, "workers")}");

    public string Bucket => $"arn:aws:s3:::{Names.AuditBucket(region)}";

    /// <summary>The secrets with which one role enters the nodes, those of shards that come later too.</summary>
    public IReadOnlyList<string> Logins(string role) =>
        InSites("secretsmanager", $"secret:domicile/{region.Name}/*/{role}-??????");

    /// <summary>A queue of the writer site.</summary>
    public string Queue(string name) => Names.QueueArn(region.Account, region.WriterSite.Name, name);

    public IReadOnlyList<string> InSites(string service, params string[] things) =>
    [
        .. from site in Sites
           from thing in things
           select $"arn:aws:{service}:{site}:{region.Account}:{thing}",
    ];
}
