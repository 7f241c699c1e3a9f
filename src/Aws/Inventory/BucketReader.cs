using Amazon.S3;
using Amazon.S3.Model;
using Domicile.Aws.Calls;

namespace Domicile.Aws.Inventory;

/// <summary>Lists the buckets of an account, which are asked for once and stand in one AWS Region each.</summary>
internal static class BucketReader
{
    /// <summary>Buckets of one answer; AWS tells where they are only when it is asked for pages.</summary>
    private const int PageSize = 1_000;

    /// <summary>Names with AWS Regions.</summary>
    /// <exception cref="AwsRefusedException">The caller may not.</exception>
    /// <exception cref="AwsUnavailableException">Nobody answered.</exception>
    public static async Task<IReadOnlyList<(string Name, string Site)>> ReadAsync(
        AccountAccess access, CancellationToken cancellation)
    {
        using var client = SdkClients.Objects(access.Site);
        try
        {
            var buckets = new List<(string, string)>();
            string? next = null;
            do
            {
                var answer = await client.ListBucketsAsync(
                    new ListBucketsRequest { MaxBuckets = PageSize, ContinuationToken = next }, cancellation);
                foreach (var bucket in answer.Buckets ?? [])
                {
                    buckets.Add((bucket.BucketName, bucket.BucketRegion
                        ?? await SiteOfAsync(client, bucket.BucketName, cancellation)));
                }

                next = answer.ContinuationToken;
            }
            while (!string.IsNullOrEmpty(next));
            return buckets;
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            throw AwsCodes.Translate($"ListBuckets of s3 in {access.Site.Name}", e);
        }
    }

    // For whoever stands in for AWS and does not tell it with the list. No place is the first AWS Region.
    private static async Task<string> SiteOfAsync(AmazonS3Client client, string bucket, CancellationToken cancellation)
    {
        var answer = await client.GetBucketLocationAsync(bucket, cancellation);
        return answer.Location?.Value is { Length: > 0 } site ? site : "us-east-1";
    }
}
