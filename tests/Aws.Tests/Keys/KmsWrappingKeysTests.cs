using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Domicile.Aws.Calls;
using Domicile.Aws.Keys;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Testing.Aws;
using Domicile.Testing.Promises;

namespace Domicile.Aws.Tests.Keys;

/// <summary>The wrapping keys in KMS.</summary>
public sealed class KmsWrappingKeysTests : KeyPromises, IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private readonly string region = TestSite.NewName("r");
    private readonly List<IDisposable> opened = [];
    private SiteAccess site = null!;

    public void Dispose() => opened.ForEach(one => one.Dispose());

    [Fact]
    public async Task A_generation_is_a_key_of_many_sites_and_each_of_them_unwraps_what_another_wrapped()
    {
        var keys = await CreateAsync();
        var made = await keys.MakeAsync(1, Token);
        var reader = Open(site.In(TestSite.Reader), others: null);
        var wrapped = await keys.WrapAsync(1, Key, "place", Token);

        Assert.Equal([made], await reader.ListAsync(Token));
        Assert.Equal(Key, await reader.UnwrapAsync(1, wrapped, "place", Token));
        Assert.Equal(Key, await keys.UnwrapAsync(1, await reader.WrapAsync(1, Key, "p", Token), "p", Token));

        var found = await DescribeAsync(site, 1);
        Assert.True(found.MultiRegion);
        Assert.StartsWith("mrk-", found.KeyId, StringComparison.Ordinal);
        Assert.Equal(
            [TestSite.Reader], found.MultiRegionConfiguration.ReplicaKeys.Select(replica => replica.Region));
    }

    [Fact]
    public async Task A_generation_that_was_half_made_is_finished_by_the_next_run()
    {
        var keys = await CreateAsync();
        var alone = Open(site, others: []);
        var made = await alone.MakeAsync(1, Token);
        Assert.Empty(await Open(site.In(TestSite.Reader), others: null).ListAsync(Token));

        Assert.Equal(made, await keys.MakeAsync(1, Token));

        Assert.Equal([made], await Open(site.In(TestSite.Reader), others: null).ListAsync(Token));
    }

    [Fact]
    public async Task The_next_generation_has_the_policy_of_the_one_before_and_says_whose_it_is()
    {
        var keys = await CreateAsync();
        await keys.MakeAsync(1, Token);
        const string Policy = """{"Version":"2012-10-17","Id":"ours","Statement":[]}""";
        using var kms = SdkClients.Keys(site);
        await kms.PutKeyPolicyAsync(
            new PutKeyPolicyRequest
            {
                KeyId = (await DescribeAsync(site, 1)).KeyId,
                PolicyName = "default",
                Policy = Policy,
            },
            Token);

        await keys.MakeAsync(2, Token);

        var second = (await DescribeAsync(site, 2)).KeyId;
        var policy = await kms.GetKeyPolicyAsync(
            new GetKeyPolicyRequest { KeyId = second, PolicyName = "default" }, Token);
        Assert.Contains("ours", policy.Policy, StringComparison.Ordinal);
        var tags = await kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = second }, Token);
        Assert.Contains(tags.Tags, tag => tag is { TagKey: "domicile:use", TagValue: "user-keys" });
        Assert.Contains(tags.Tags, tag => tag.TagKey == "domicile:region" && tag.TagValue == region);
    }

    [Fact]
    public async Task A_destroyed_generation_waits_for_its_end_in_every_site_and_the_answer_tells_the_last_one()
    {
        var keys = await CreateAsync();
        await keys.MakeAsync(1, Token);
        var before = TimeProvider.System.GetUtcNow();

        var goneAt = await keys.DestroyAsync(1, Token);

        foreach (var name in new[] { TestSite.Writer, TestSite.Reader })
        {
            var key = await DescribeAsync(site.In(name), 1);
            Assert.Equal(KeyState.PendingDeletion, key.KeyState);
            Assert.InRange(
                key.DeletionDate!.Value.ToUniversalTime(),
                before.AddDays(7).UtcDateTime.AddSeconds(-2),
                before.AddDays(7).UtcDateTime.AddMinutes(5));
        }

        // Seven days there, then seven here and a day that KMS may be late.
        Assert.InRange(goneAt, before.AddDays(15).AddSeconds(-2), before.AddDays(15).AddMinutes(5));
        Assert.True(keys.DestructionMax >= goneAt - TimeProvider.System.GetUtcNow());
        Assert.Equal(TimeSpan.FromDays(8), Open(site, others: []).DestructionMax);
        Assert.Equal(TimeSpan.FromDays(16), Open(site, others: null).DestructionMax);
    }

    [Fact]
    public async Task A_destruction_that_was_cut_short_is_finished_by_the_next_run()
    {
        var keys = await CreateAsync();
        await keys.MakeAsync(1, Token);
        using (var kms = SdkClients.Keys(site.In(TestSite.Reader)))
        {
            var id = (await DescribeAsync(site, 1)).KeyId;
            await kms.ScheduleKeyDeletionAsync(
                new ScheduleKeyDeletionRequest { KeyId = id, PendingWindowInDays = 7 }, Token);
        }

        await keys.DestroyAsync(1, Token);

        Assert.Equal(KeyState.PendingDeletion, (await DescribeAsync(site, 1)).KeyState);
        await Assert.ThrowsAsync<WrappingKeyMissingException>(async () => await keys.MakeAsync(1, Token));
    }

    [Fact]
    public async Task Only_a_server_that_may_do_so_makes_and_destroys_generations()
    {
        await CreateAsync();
        var reader = Open(site.In(TestSite.Reader), others: null);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.MakeAsync(1, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await reader.DestroyAsync(1, Token));
    }

    protected override async Task<IWrappingKeys> CreateAsync()
    {
        site = TestSite.Of(await StandIns.Moto.AddressAsync());
        return Open(site, [TestSite.Writer, TestSite.Reader]);
    }

    protected override Task<IWrappingKeys> ReopenAsync(IWrappingKeys keys) =>
        Task.FromResult<IWrappingKeys>(Open(site, [TestSite.Reader]));

    private KmsWrappingKeys Open(SiteAccess where, IReadOnlyList<string>? others)
    {
        var keys = new KmsWrappingKeys(region, where, TimeProvider.System) { OtherSites = others };
        opened.Add(keys);
        return keys;
    }

    private async Task<KeyMetadata> DescribeAsync(SiteAccess where, int generation)
    {
        using var kms = SdkClients.Keys(where);
        var answer = await kms.DescribeKeyAsync(
            new DescribeKeyRequest { KeyId = $"alias/domicile-{region}-keys-{generation}" }, Token);
        return answer.KeyMetadata;
    }
}
