using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Costs.World;

/// <summary>Something that AWS will ask money for and that no bill here has.</summary>
/// <param name="What">The service, and what of it.</param>
/// <param name="Why">Why there is no line for it, in words that end a sentence.</param>
public sealed record Unpriced(string What, string Why)
{
    private const string NoPrice = "no price of it is known here";

    /// <summary>What a world uses beside what its bill has, in the order of its likely size.</summary>
    public static IReadOnlyList<Unpriced> Of(WorldTopology world) =>
    [
        new("Aurora: Database Insights", NoPrice),
        new("AWS Backup: recovery points in vaults and their copies", $"{NoPrice}; Aurora's own backups have a line"),
        .. world.Regions.Any(region => region.Aws.Issuer is null)
            ? new[] { new Unpriced("Cognito: users who sign in", NoPrice) }
            : [],
        .. world.Regions.Any(region => region.Sites.Count > 1 && region.Aws.Joining == Joining.TransitGateway)
            ? new[]
            {
                new Unpriced(
                    "Transit Gateway: data between Regions", "the way between Regions has a line, the hubs' part not"),
            }
            : [],
        new("data between zones", $"{NoPrice}, nor how much of it stays in its zone"),
        new("CloudWatch: calls that send and read metrics", NoPrice),
        new("flow logs and trails: what they write beyond a kilobyte a request", "nobody knows the amount beforehand"),
        new("CloudFront and Lambda@Edge: what the pages deliver", NoPrice),
        new("WAF and Route 53: requests and look-ups", NoPrice),
        new("ECR: the image in each site", NoPrice),
        new("Secrets Manager and Systems Manager: calls and large parameters", NoPrice),
        new(
            "Lambda: rotations, deliveries, and what feeds the central database",
            "how long they run is known only when they do"),
        new("S3: reads, and the buckets of trails and templates", NoPrice),
        new("support plans and tax", "they hang on the whole bill and on who pays it"),
    ];
}
