using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Keys;
using Domicile.Ledger;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Keys;

/// <summary>The wrapping keys while KMS refuses or is silent, and answers of KMS that moto does not give.</summary>
public sealed class KmsFaultTests : IAsyncLifetime
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private FaultyDoor door = null!;
    private KmsWrappingKeys keys = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        door = new FaultyDoor(await StandIns.Moto.AddressAsync());
        keys = new KmsWrappingKeys(TestSite.NewName("r"), TestSite.Of(door.Address), TimeProvider.System)
        {
            OtherSites = [TestSite.Reader],
        };
        await keys.MakeAsync(1, Token);
    }

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        await door.DisposeAsync();
    }

    [Fact]
    public async Task What_KMS_puts_off_is_done_by_a_later_try()
    {
        door.Plan(
            "Encrypt", Fault.Json("ThrottlingException"), Fault.Json("KMSInternalException", 500), Fault.LoseAnswer);
        var wrapped = await keys.WrapAsync(1, Key, "place", Token);

        door.Plan("Decrypt", Fault.Reset, Fault.Json("DependencyTimeoutException", 503));
        Assert.Equal(Key, await keys.UnwrapAsync(1, wrapped, "place", Token));
    }

    [Fact]
    public async Task What_goes_on_failing_is_a_service_that_does_not_answer_and_no_broken_key()
    {
        var wrapped = await keys.WrapAsync(1, Key, "place", Token);
        door.Plan("Decrypt", Enumerable.Repeat(Fault.Json("ThrottlingException"), 4));

        var failed = await Assert.ThrowsAsync<AwsUnavailableException>(
            async () => await keys.UnwrapAsync(1, wrapped, "place", Token));

        Assert.Equal("ThrottlingException", failed.Code);
        Assert.True(ShardFailure.IsUnavailable(failed));
    }

    [Theory]
    [InlineData("DisabledException")]
    [InlineData("KMSInvalidStateException")]
    [InlineData("NotFoundException")]
    public async Task A_key_that_another_process_gave_up_a_moment_ago_is_missing(string code)
    {
        var wrapped = await keys.WrapAsync(1, Key, "place", Token);
        door.Plan("Decrypt", Fault.Json(code));
        door.Plan("Encrypt", Fault.Json(code));

        await Assert.ThrowsAsync<WrappingKeyMissingException>(
            async () => await keys.UnwrapAsync(1, wrapped, "place", Token));
        await Assert.ThrowsAsync<WrappingKeyMissingException>(
            async () => await keys.WrapAsync(1, Key, "place", Token));
    }

    [Theory]
    [InlineData("InvalidCiphertextException")]
    [InlineData("IncorrectKeyException")]
    public async Task What_another_key_wrapped_is_broken(string code)
    {
        var wrapped = await keys.WrapAsync(1, Key, "place", Token);
        door.Plan("Decrypt", Fault.Json(code));

        await Assert.ThrowsAsync<SealBrokenException>(async () => await keys.UnwrapAsync(1, wrapped, "place", Token));
    }

    [Fact]
    public async Task A_role_without_the_right_is_told_so()
    {
        door.Plan("Encrypt", Fault.Json("AccessDeniedException"));

        var refused = await Assert.ThrowsAsync<AwsRefusedException>(
            async () => await keys.WrapAsync(1, Key, "place", Token));

        Assert.Equal("AccessDeniedException", refused.Code);
    }

    // The writer site's key waits for its replicas, and has no date before they are gone.
    [Fact]
    public async Task While_replicas_wait_the_end_is_theirs_and_the_writer_sites_own_wait_after_it()
    {
        var before = TimeProvider.System.GetUtcNow();
        Fault[] asKms = [.. Enumerable.Repeat(Fault.Alter(WaitForReplicas), 8)];
        await keys.DestroyAsync(1, Token);
        door.Plan("DescribeKey", asKms);

        var goneAt = await keys.DestroyAsync(1, Token);

        Assert.InRange(goneAt, before.AddDays(15).AddSeconds(-2), before + keys.DestructionMax);
    }

    [Fact]
    public async Task A_user_is_named_in_nothing_that_KMS_is_told()
    {
        const string User = "eu-30001";
        var seen = new List<string>();
        await using var watch = new FaultyDoor(door.Address) { Seen = seen.Add };
        using var watched = new KmsWrappingKeys(
            TestSite.NewName("r"), TestSite.Of(watch.Address), TimeProvider.System) { OtherSites = [] };
        await watched.MakeAsync(1, Token);

        var wrapped = await watched.WrapAsync(1, Key, $"{User}/key/1", Token);
        await watched.UnwrapAsync(1, wrapped, $"{User}/key/1", Token);

        Assert.Contains(seen, call => call.Contains("EncryptionContext", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, call => call.Contains(User, StringComparison.Ordinal));
    }

    private static string WaitForReplicas(string answer)
    {
        var changed = JsonNode.Parse(answer)!;
        var key = changed["KeyMetadata"]!.AsObject();
        if (key["Arn"]!.GetValue<string>().Contains(TestSite.Writer, StringComparison.Ordinal))
        {
            key["KeyState"] = "PendingReplicaDeletion";
            key["PendingDeletionWindowInDays"] = 7;
            key.Remove("DeletionDate");
        }

        return changed.ToJsonString();
    }
}
