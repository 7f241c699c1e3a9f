using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.CloudFront;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.S3;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;
using Statement = Domicile.Infrastructure.Stacks.Statement;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// The world's pages: a bucket, and CloudFront before it. No user's data is on them, and no request
/// to an API comes by here. All of it stands in the one AWS Region where CloudFront looks for its parts.
/// </summary>
internal sealed class PagesStack : WorldStack
{
    /// <summary>Where CloudFront takes certificates, web ACLs and functions from.</summary>
    public const string Site = "us-east-1";

    private readonly WorldPlan world;

    public PagesStack(Construct scope, WorldPlan world, ZoneStack domain)
        : base(scope, world, Site, "Edge")
    {
        this.world = world;
        var host = Names.PagesHost(world.Topology.Aws.Domain);
        var certificate = new CfnCertificate(this, "Certificate", new CfnCertificateProps
        {
            DomainName = host,
            ValidationMethod = "DNS",
            DomainValidationOptions = new object[]
            {
                new CfnCertificate.DomainValidationOptionProperty { DomainName = host, HostedZoneId = domain.ZoneId },
            },
        });
        var bucket = Bucket();
        var pages = new PagesDistribution(this, new PagesParts(
            host, bucket, certificate.Ref, PagesFirewall.Add(this)) { Domain = world.Topology.Aws.Domain });
        Permit(bucket, pages.Distribution);
        foreach (var type in new[] { "A", "AAAA" })
        {
            _ = new CfnRecordSet(this, $"Pages{type}", new CfnRecordSetProps
            {
                HostedZoneId = domain.ZoneId,
                Name = host,
                Type = type,
                AliasTarget = new CfnRecordSet.AliasTargetProperty
                {
                    DnsName = pages.Distribution.AttrDomainName,
                    HostedZoneId = PagesDistribution.Zone,
                },
            });
        }
    }

    private CfnBucket Bucket()
    {
        var bucket = new CfnBucket(this, "Pages", new CfnBucketProps
        {
            BucketName = $"domicile-{world.Name}-pages-{world.Account}",
            PublicAccessBlockConfiguration = new CfnBucket.PublicAccessBlockConfigurationProperty
            {
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            },
            OwnershipControls = new CfnBucket.OwnershipControlsProperty
            {
                Rules = new object[]
                {
                    new CfnBucket.OwnershipControlsRuleProperty { ObjectOwnership = "BucketOwnerEnforced" },
                },
            },
            BucketEncryption = new CfnBucket.BucketEncryptionProperty
            {
                ServerSideEncryptionConfiguration = new object[]
                {
                    new CfnBucket.ServerSideEncryptionRuleProperty
                    {
                        ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty
                        {
                            SseAlgorithm = "AES256",
                        },
                    },
                },
            },
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
        });
        bucket.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return bucket;
    }

    private void Permit(CfnBucket bucket, CfnDistribution distribution) =>
        _ = new CfnBucketPolicy(this, "PagesPolicy", new CfnBucketPolicyProps
        {
            Bucket = bucket.Ref,
            PolicyDocument = Statement.Policy(
                new Statement("ThePagesOwnDistribution")
                {
                    Principal = Statement.Service("cloudfront.amazonaws.com"),
                    Actions = ["s3:GetObject"],
                    Resources = [$"{bucket.AttrArn}/*"],
                    Conditions =
                    [
                        (
                            "StringEquals",
                            "aws:SourceArn",
                            $"arn:aws:cloudfront::{world.Account}:distribution/{distribution.Ref}"),
                    ],
                },
                new Statement("OnlyOverTls")
                {
                    Allows = false,
                    Principal = Statement.Anybody,
                    Actions = ["s3:*"],
                    Resources = [bucket.AttrArn, $"{bucket.AttrArn}/*"],
                    Conditions = [("Bool", "aws:SecureTransport", "false")],
                }),
        });
}
