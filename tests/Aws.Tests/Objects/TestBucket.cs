using Amazon.S3;
using Amazon.S3.Model;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Tests.Objects;

/// <summary>A bucket as the infrastructure makes it: with versions and Object Lock.</summary>
internal static class TestBucket
{
    public static async Task<string> CreateAsync(SiteAccess site)
    {
        var name = TestSite.NewName("domicile-test-");
        using var s3 = SdkClients.Objects(site);
        await s3.PutBucketAsync(new PutBucketRequest
        {
            BucketName = name,
            PutBucketConfiguration = new() { LocationConstraint = new BucketLocationConstraint(site.Name) },
            ObjectLockEnabledForBucket = true,
        });
        return name;
    }

    /// <summary>Tells a queue of every new object.</summary>
    public static async Task TellAsync(SiteAccess site, string bucket, string queueArn)
    {
        using var s3 = SdkClients.Objects(site);
        await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
        {
            BucketName = bucket,
            QueueConfigurations = [new() { Queue = queueArn, Events = [EventType.ObjectCreatedAll] }],
        });
    }
}
