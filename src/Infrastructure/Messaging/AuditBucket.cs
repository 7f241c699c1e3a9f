using Amazon.CDK;
using Amazon.CDK.AWS.S3;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Messaging;

/// <summary>
/// The bucket of a region's documents and packages: each is written once, locked until its retention ends, and gone
/// soon after. It stays when the stack goes.
/// </summary>
internal sealed class AuditBucket(RegionPlan region)
{
    private const int DaysOfYear = 366;

    private readonly string name = Names.AuditBucket(region);

    /// <summary>Of the locks: governance, since compliance could not be ended even by a court's order.</summary>
    private const string Mode = "GOVERNANCE";

    private string Arn => $"arn:aws:s3:::{name}";

    private int Years => region.Topology.Retention.Documents;

    /// <summary>A document is kept until the end of the last of its years; a day more, for clocks.</summary>
    public int DaysMax => ((Years + 1) * DaysOfYear) + 1;

    /// <summary>Lets the bucket say what came.</summary>
    public Statement TellsOfDocuments(QueuePlace queue) => new("TheBucketTellsOfDocuments")
    {
        Principal = Statement.Service("s3.amazonaws.com"),
        Actions = ["sqs:SendMessage"],
        Resources = [queue.Arn],
        Conditions = [("ArnEquals", "aws:SourceArn", Arn), ("StringEquals", "aws:SourceAccount", region.Account)],
    };

    /// <param name="scope">The stack.</param>
    /// <param name="key">The ARN of the site's key for data at rest.</param>
    /// <param name="queue">What is told of new documents.</param>
    /// <param name="told">The same, made: S3 tries it when the bucket is made.</param>
    public void Make(Construct scope, string key, QueuePlace queue, QueuePair told)
    {
        var bucket = new CfnBucket(scope, "Audit", new CfnBucketProps
        {
            BucketName = name,
            VersioningConfiguration = new CfnBucket.VersioningConfigurationProperty { Status = "Enabled" },
            ObjectLockEnabled = true,
            ObjectLockConfiguration = new CfnBucket.ObjectLockConfigurationProperty
            {
                ObjectLockEnabled = "Enabled",

                // For what is put without a retention of its own.
                Rule = new CfnBucket.ObjectLockRuleProperty
                {
                    DefaultRetention = new CfnBucket.DefaultRetentionProperty { Mode = Mode, Years = Years },
                },
            },
            BucketEncryption = EncryptedWith(key),
            PublicAccessBlockConfiguration = new CfnBucket.PublicAccessBlockConfigurationProperty
            {
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            },
            OwnershipControls = new CfnBucket.OwnershipControlsProperty
            {
                Rules = new[]
                {
                    new CfnBucket.OwnershipControlsRuleProperty { ObjectOwnership = "BucketOwnerEnforced" },
                },
            },
            LifecycleConfiguration = new CfnBucket.LifecycleConfigurationProperty { Rules = Rules() },
            NotificationConfiguration = new CfnBucket.NotificationConfigurationProperty
            {
                QueueConfigurations = new[]
                {
                    new CfnBucket.QueueConfigurationProperty { Event = "s3:ObjectCreated:*", Queue = queue.Arn },
                },
            },
        });
        bucket.AddDependency(told.Policy);
        bucket.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        var policy = new CfnBucketPolicy(scope, "AuditPolicy", new CfnBucketPolicyProps
        {
            Bucket = bucket.Ref,
            PolicyDocument = AuditBucketPolicy.Of(region, Arn, key, DaysMax),
        });
        policy.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    private static CfnBucket.BucketEncryptionProperty EncryptedWith(string key) => new()
    {
        ServerSideEncryptionConfiguration = new[]
        {
            new CfnBucket.ServerSideEncryptionRuleProperty
            {
                BucketKeyEnabled = true,
                ServerSideEncryptionByDefault = new CfnBucket.ServerSideEncryptionByDefaultProperty
                {
                    SseAlgorithm = "aws:kms",
                    KmsMasterKeyId = key,
                },
            },
        },
    };

    /// <summary>A lock is stronger than each of them: what is still kept stays.</summary>
    private CfnBucket.RuleProperty[] Rules() =>
    [
        new()
        {
            Id = "all versions go after their retention",
            Status = "Enabled",
            ExpirationInDays = DaysMax,
            NoncurrentVersionExpiration = new CfnBucket.NoncurrentVersionExpirationProperty { NoncurrentDays = 1 },
            AbortIncompleteMultipartUpload = new CfnBucket.AbortIncompleteMultipartUploadProperty
            {
                DaysAfterInitiation = 1,
            },
        },
        new()
        {
            Id = "marks of deletion go too",
            Status = "Enabled",
            ExpiredObjectDeleteMarker = true,
        },
    ];
}
