using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Domicile.Aws.Calls;
using Domicile.Aws.Objects;
using Domicile.Aws.Queue;
using Domicile.Ledger.Objects;
using Domicile.Testing.Aws;
using Domicile.Testing.Promises;

namespace Domicile.Aws.Tests.Objects;

/// <summary>The object store in S3, whose clock nobody can set: retentions are short, and waited for.</summary>
public sealed class S3ObjectStoreTests : ObjectPromises, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly List<IDisposable> opened = [];
    private string? bucket;

    protected override DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    protected override TimeSpan Retention => TimeSpan.FromSeconds(25);

    protected override TimeSpan Margin => TimeSpan.FromSeconds(15);

    public void Dispose() => opened.ForEach(store => store.Dispose());

    [Fact]
    public async Task An_object_is_locked_in_governance_mode_and_has_its_checksum()
    {
        var store = await CreateAsync();
        var key = new ObjectKey("documents/2036-12/a");
        await PutAsync(store, key, [1, 2, 3]);

        using var s3 = SdkClients.Objects(await SiteAsync());
        var head = await s3.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = bucket, Key = key.Text, ChecksumMode = ChecksumMode.ENABLED },
            Token);

        Assert.Equal(ObjectLockMode.Governance, head.ObjectLockMode);
        Assert.Equal(Now.AddYears(1).UtcDateTime, head.ObjectLockRetainUntilDate!.Value, TimeSpan.FromSeconds(1));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData([1, 2, 3])), head.ChecksumSHA256);
    }

    [Fact]
    public async Task Deleting_leaves_no_version_behind_and_the_key_can_be_used_again()
    {
        var store = await CreateAsync();
        var key = new ObjectKey("a");
        await store.PutOnceAsync(key, new byte[] { 1 }, Now.AddDays(-1), Token);
        await PutAsync(store, new ObjectKey("ab"), [1]);
        using var s3 = SdkClients.Objects(await SiteAsync());
        await s3.DeleteObjectAsync(bucket, key.Text, Token);
        Assert.Null(await store.GetAsync(key, Token));

        Assert.Equal(DeleteOutcome.Deleted, await store.DeleteAsync(key, Token));

        var versions = await s3.ListVersionsAsync(bucket, Token);
        Assert.Equal(["ab"], versions.Versions.Select(version => version.Key));
        Assert.Equal(PutOutcome.Stored, await PutAsync(store, key, [2]));
    }

    [Fact]
    public async Task Many_objects_are_listed_page_by_page()
    {
        var store = await CreateAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 1_010),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token },
            async (i, _) => await store.PutOnceAsync(new ObjectKey($"n/{i}"), new byte[] { 1 }, Now, Token));

        var keys = new HashSet<ObjectKey>();
        await foreach (var key in store.ListAsync("n/", Token))
        {
            Assert.True(keys.Add(key));
        }

        Assert.Equal(1_010, keys.Count);
    }

    [Fact]
    public async Task A_stored_object_is_told_of_by_the_queue()
    {
        var site = await SiteAsync();
        var store = await CreateAsync();
        using var calls = new SignedCalls(site, TimeProvider.System);
        var place = await TestSite.CreateQueueAsync(
            calls, TestSite.NewName("documents"), TimeSpan.FromSeconds(30), receiveMax: 3);
        await TestBucket.TellAsync(site, bucket!, $"arn:aws:sqs:{site.Name}:123456789012:{place.Name}");
        var queue = new SqsQueue("documents", calls, place, TimeProvider.System) { IsPlain = true };

        var key = new ObjectKey("documents/2036-12/eu-30001/a_b-c.d");
        await PutAsync(store, key, [1]);

        var told = new List<StoredObject>();
        while (told.Count == 0)
        {
            var messages = await queue.ReceiveAsync(10, TimeSpan.FromSeconds(10), Token);
            Assert.NotEmpty(messages);
            told.AddRange(messages.SelectMany(message => StoredObject.Read(message.Body)));
        }

        var stored = Assert.Single(told);
        Assert.Equal((bucket, key), (stored.Bucket, stored.Key));
    }

    [Fact]
    public async Task A_bucket_that_may_not_be_used_is_a_refusal_and_not_a_silence()
    {
        var store = new S3ObjectStore(await SiteAsync(), "domicile-test-nowhere", TimeProvider.System);
        opened.Add(store);

        var refused = await Assert.ThrowsAsync<AwsRefusedException>(() => PutAsync(store, new ObjectKey("a"), [1]));

        Assert.Equal("NoSuchBucket", refused.Code);
        Assert.Contains("domicile-test-nowhere", refused.Message, StringComparison.Ordinal);
    }

    protected override async Task<IObjectStore> CreateAsync()
    {
        bucket = await TestBucket.CreateAsync(await SiteAsync());
        return await OpenAsync();
    }

    protected override async Task<IObjectStore> ReopenAsync(IObjectStore store, TimeSpan later)
    {
        while (TimeProvider.System.GetUtcNow() < Now + later)
        {
            await Task.Delay(Pause, Token);
        }

        return await OpenAsync();
    }

    private static async Task<SiteAccess> SiteAsync() => TestSite.Of(await StandIns.Moto.AddressAsync());

    private async Task<IObjectStore> OpenAsync()
    {
        var store = new S3ObjectStore(await SiteAsync(), bucket!, TimeProvider.System);
        opened.Add(store);
        return store;
    }
}
