using System.Security.Cryptography;
using System.Text.Json;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Domicile.Aws.Calls;
using Domicile.Aws.Keys;
using Domicile.Ledger.Audit.Packages.Format;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Keys;

public sealed class KmsSigningKeyTests
{
    private readonly string region = TestSite.NewName("r");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_KMS_signs_is_checked_by_the_public_key_that_it_gives_away()
    {
        using var key = KmsSigningKey.OfAudit(await MakeAsync("audit"), region);
        using var publicKey = PackageSignature.Import(await key.PublicPemAsync(Token));
        for (var i = 0; i < 10; i++)
        {
            byte[] bytes = [1, 2, (byte)i];
            var signature = await key.SignAsync(bytes, Token);

            Assert.True(PackageSignature.IsGood(publicKey, bytes, signature));
            Assert.False(PackageSignature.IsGood(publicKey, [1, 2, 255], signature));
        }
    }

    [Fact]
    public async Task A_certificate_that_KMS_signed_is_checked_like_any_other()
    {
        using var key = KmsSigningKey.OfCertificates(await MakeAsync("signing"), region);
        using var publicKey = PackageSignature.Import(await key.PublicPemAsync(Token));

        var signed = await SignedStatement.SignAsync(
            JsonSerializer.SerializeToElement(new { user = "eu-1", text = "ä" }), key, Token);

        Assert.Null(SignedStatement.Check(signed, publicKey, out var statement));
        Assert.Equal("eu-1", statement.GetProperty("user").GetString());
        Assert.NotNull(SignedStatement.Check(
            signed.Replace("eu-1", "eu-2", StringComparison.Ordinal), publicKey, out _));
    }

    // moto hashes what it is told to be a hash once more; KMS does not.
    [Fact]
    public async Task Of_what_is_longer_than_KMS_takes_the_hash_is_signed()
    {
        using var key = KmsSigningKey.OfAudit(await MakeAsync("audit"), region);
        using var publicKey = PackageSignature.Import(await key.PublicPemAsync(Token));
        var bytes = new byte[4097];

        var signature = await key.SignAsync(bytes, Token);

        Assert.True(PackageSignature.IsGood(publicKey, SHA256.HashData(bytes), signature));
        var longest = new byte[4096];
        signature = await key.SignAsync(longest, Token);
        Assert.True(PackageSignature.IsGood(publicKey, longest, signature));
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_named()
    {
        using var key = KmsSigningKey.OfAudit(TestSite.Of(await StandIns.Moto.AddressAsync()), region);

        var refused = await Assert.ThrowsAsync<AwsRefusedException>(
            async () => await key.SignAsync("a"u8.ToArray(), Token));

        Assert.Contains($"alias/domicile-{region}-audit in eu-west-1", refused.Message, StringComparison.Ordinal);
    }

    private async Task<SiteAccess> MakeAsync(string use)
    {
        var site = TestSite.Of(await StandIns.Moto.AddressAsync());
        using var kms = SdkClients.Keys(site);
        var made = await kms.CreateKeyAsync(
            new CreateKeyRequest { KeySpec = KeySpec.ECC_NIST_P256, KeyUsage = KeyUsageType.SIGN_VERIFY }, Token);
        await kms.CreateAliasAsync(
            new CreateAliasRequest
            {
                AliasName = $"alias/domicile-{region}-{use}",
                TargetKeyId = made.KeyMetadata.KeyId,
            },
            Token);
        return site;
    }
}
