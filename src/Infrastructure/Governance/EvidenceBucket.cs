using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Governance;

/// <summary>
/// A bucket that one service of AWS writes evidence into, and nobody else: versioned, private, TLS only. It stays when
/// the stack goes.
/// </summary>
internal sealed class EvidenceBucket
{
    private const int KeptDays = 400;

    private readonly string arn;

    /// <param name="scope">The stack.</param>
    /// <param name="id">How its logical ids begin.</param>
    /// <param name="name">The bucket's name.</param>
    /// <param name="writer">The service that writes, and the condition that tells its writing for this account.</param>
    public EvidenceBucket(
        Construct scope, string id, string name, (string Service, string Key, object Value) writer)
    {
        arn = $"arn:aws:s3:::{name}";
        var bucket = new CfnBucket(scope, id, new CfnBucketProps
        {
            BucketName = name,
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
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
            LifecycleConfiguration = Lifecycle(),
        });
        bucket.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        Name = bucket.Ref;
        Policy = new CfnBucketPolicy(scope, $"{id}Policy", new CfnBucketPolicyProps
        {
            Bucket = bucket.Ref,
            PolicyDocument = Statement.Policy(Statements(writer)),
        });
    }

    public string Name { get; }

    /// <summary>The writer checks it before it begins.</summary>
    public CfnBucketPolicy Policy { get; }

    private Statement[] Statements((string Service, string Key, object Value) writer) =>
    [
        new("WriterLooks")
        {
            Principal = Statement.Service(writer.Service),
            Actions = ["s3:GetBucketAcl", "s3:ListBucket"],
            Resources = [arn],
            Conditions = [("StringEquals", writer.Key, writer.Value)],
        },
        new("WriterWrites")
        {
            Principal = Statement.Service(writer.Service),
            Actions = ["s3:PutObject"],
            Resources = [$"{arn}/AWSLogs/*"],
            Conditions = [("StringEquals", writer.Key, writer.Value)],
        },
        new("OnlyByTls")
        {
            Allows = false,
            Principal = Statement.Anybody,
            Actions = ["s3:*"],
            Resources = [arn, $"{arn}/*"],
            Conditions = [("Bool", "aws:SecureTransport", "false")],
        },
        new("NobodyRemovesEvidence")
        {
            Allows = false,
            Principal = Statement.Anybody,
            Actions = ["s3:DeleteObject", "s3:DeleteObjectVersion"],
            Resources = [$"{arn}/*"],
        },
    ];

    private static CfnBucket.LifecycleConfigurationProperty Lifecycle() => new()
    {
        Rules = new object[]
        {
            new CfnBucket.RuleProperty
            {
                Id = "evidence-has-its-time",
                Status = "Enabled",
                ExpirationInDays = KeptDays,
                NoncurrentVersionExpiration = new CfnBucket.NoncurrentVersionExpirationProperty { NoncurrentDays = 30 },
                AbortIncompleteMultipartUpload = new CfnBucket.AbortIncompleteMultipartUploadProperty
                {
                    DaysAfterInitiation = 7,
                },
            },
        },
    };
}
