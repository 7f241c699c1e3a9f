using Amazon.CDK.AWS.S3;

namespace Domicile.Infrastructure.Edge;

/// <summary>What the pages' distribution is put together from.</summary>
/// <param name="Host">Where the pages are shown.</param>
/// <param name="Bucket">Where they lie.</param>
/// <param name="Certificate">ARN of the host's certificate.</param>
/// <param name="Firewall">ARN of the web ACL.</param>
internal sealed record PagesParts(string Host, CfnBucket Bucket, string Certificate, string Firewall)
{
    /// <summary>The world's domain: a page may call hosts under it.</summary>
    public required string Domain { get; init; }
}
