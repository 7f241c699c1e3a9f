using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Domicile.Aws.Calls;
using Domicile.Ledger.Objects;

namespace Domicile.Aws.Objects;

/// <summary>
/// Objects in a bucket of S3 that keeps versions and has Object Lock: an object is put on the condition that there is
/// none, with its SHA-256, and locked in governance mode until its retention ends. S3's own clock decides when that is.
/// Lives as long as the process.
/// </summary>
/// <param name="site">The AWS Region of the bucket, and who calls.</param>
/// <param name="bucket">Its name, such as <c>domicile-eu-audit-123456789012</c>.</param>
/// <param name="time">Tells a retention that has ended from one that has not, before S3 is asked.</param>
public sealed class S3ObjectStore(SiteAccess site, string bucket, TimeProvider time) : IObjectStore, IDisposable
{
    private const int ConflictTriesMax = 5;

    private readonly AmazonS3Client s3 = SdkClients.Objects(site);

    /// <exception cref="AwsUnavailableException">It may be stored or not.</exception>
    public async Task<PutOutcome> PutOnceAsync(
        ObjectKey key, ReadOnlyMemory<byte> bytes, DateTimeOffset retainUntil, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await PutAsync(key, bytes, retainUntil, cancellation);
                return PutOutcome.Stored;
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                if (await GetAsync(key, cancellation) is { } stored)
                {
                    return bytes.Span.SequenceEqual(stored) ? PutOutcome.Repeated : PutOutcome.Taken;
                }

                // Deleted between the two calls.
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Conflict && tries < ConflictTriesMax)
            {
                // Another one put under the same key at this moment; the next try sees what became of it.
            }
            catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
            {
                throw Failure("PutObject", e);
            }
        }
    }

    /// <exception cref="AwsUnavailableException">S3 does not answer.</exception>
    public async Task<byte[]?> GetAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            // The SDK compares the checksum while it reads.
            using var answer = await s3.GetObjectAsync(
                new GetObjectRequest { BucketName = bucket, Key = key.Text, ChecksumMode = ChecksumMode.ENABLED },
                cancellation);
            using var content = new MemoryStream((int)answer.ContentLength);
            await answer.ResponseStream.CopyToAsync(content, cancellation);
            return content.ToArray();
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchKey")
        {
            return null;
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            throw Failure("GetObject", e);
        }
    }

    /// <summary>
    /// Deletes all versions of an object whose retention has ended, so that none is left to be read; a plain deletion
    /// would only hide it.
    /// </summary>
    /// <exception cref="AwsUnavailableException">Some versions may be left.</exception>
    public async Task<DeleteOutcome> DeleteAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            var outcome = DeleteOutcome.Absent;
            foreach (var version in await VersionsAsync(key, cancellation))
            {
                if (!await DeleteVersionAsync(version, cancellation))
                {
                    return DeleteOutcome.Retained;
                }

                outcome = DeleteOutcome.Deleted;
            }

            return outcome;
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            throw Failure("DeleteObject", e);
        }
    }

    /// <exception cref="AwsUnavailableException">S3 does not answer; some keys may have been listed.</exception>
    public async IAsyncEnumerable<ObjectKey> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? next = null;
        do
        {
            var page = await ListPageAsync(prefix, next, cancellation);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return new ObjectKey(found.Key);
            }

            next = page.NextContinuationToken;
        }
        while (next is not null);
    }

    public void Dispose() => s3.Dispose();

    private async Task PutAsync(
        ObjectKey key, ReadOnlyMemory<byte> bytes, DateTimeOffset retainUntil, CancellationToken cancellation)
    {
        using var content = new MemoryStream(bytes.ToArray(), writable: false);
        var request = new PutObjectRequest
        {
            BucketName = bucket,
            Key = key.Text,
            InputStream = content,
            IfNoneMatch = "*",
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            ChecksumSHA256 = Convert.ToBase64String(SHA256.HashData(bytes.Span)),
        };

        // S3 refuses a retention that has ended; without one the object may be deleted at once, as it should.
        if (retainUntil > time.GetUtcNow())
        {
            request.ObjectLockMode = ObjectLockMode.Governance;
            request.ObjectLockRetainUntilDate = retainUntil.UtcDateTime;
        }

        await s3.PutObjectAsync(request, cancellation);
    }

    private async Task<List<S3ObjectVersion>> VersionsAsync(ObjectKey key, CancellationToken cancellation)
    {
        var versions = new List<S3ObjectVersion>();
        var request = new ListVersionsRequest { BucketName = bucket, Prefix = key.Text };
        ListVersionsResponse page;
        do
        {
            page = await s3.ListVersionsAsync(request, cancellation);
            versions.AddRange((page.Versions ?? []).Where(version => version.Key == key.Text));
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true && page.NextKeyMarker == key.Text);

        return versions;
    }

    /// <returns>False when its retention has not ended.</returns>
    private async Task<bool> DeleteVersionAsync(S3ObjectVersion version, CancellationToken cancellation)
    {
        if (version.IsDeleteMarker != true && await RetainedUntilAsync(version, cancellation) > time.GetUtcNow())
        {
            return false;
        }

        try
        {
            await s3.DeleteObjectAsync(
                new DeleteObjectRequest { BucketName = bucket, Key = version.Key, VersionId = version.VersionId },
                cancellation);
            return true;
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "AccessDenied" && e.Message.Contains(
            "object lock", StringComparison.OrdinalIgnoreCase))
        {
            // S3's clock is behind this one.
            return false;
        }
    }

    private async Task<DateTimeOffset> RetainedUntilAsync(S3ObjectVersion version, CancellationToken cancellation)
    {
        var head = await s3.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = bucket, Key = version.Key, VersionId = version.VersionId },
            cancellation);
        return head.ObjectLockRetainUntilDate is { } until
            ? new DateTimeOffset(until.ToUniversalTime())
            : DateTimeOffset.MinValue;
    }

    private async Task<ListObjectsV2Response> ListPageAsync(
        string prefix, string? next, CancellationToken cancellation)
    {
        try
        {
            return await s3.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next },
                cancellation);
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            throw Failure("ListObjects", e);
        }
    }

    private Exception Failure(string operation, Exception exception) =>
        AwsCodes.Translate($"{operation} of s3 in bucket {bucket}", exception);
}
