using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Domicile.Aws.Calls;
using Domicile.Ledger.Signing;

namespace Domicile.Aws.Keys;

/// <summary>A signing key of the region in KMS (ECC_NIST_P256, SIGN_VERIFY). Lives as long as the process.</summary>
/// <param name="site">The AWS Region of the key, and who calls.</param>
/// <param name="alias">Such as <c>alias/domicile-eu-signing</c>.</param>
public sealed class KmsSigningKey(SiteAccess site, string alias) : ISigningKey, IDisposable
{
    /// <summary>KMS takes so much as it is; of what is longer it gets the hash.</summary>
    private const int MessageBytesMax = 4096;

    private readonly AmazonKeyManagementServiceClient kms = SdkClients.Keys(site);
    private string? publicPem;

    /// <summary>The key that signs the certificates of a region's erasures.</summary>
    public static KmsSigningKey OfCertificates(SiteAccess site, string region) =>
        new(site, $"alias/domicile-{region}-signing");

    /// <summary>The key that signs a region's audit packages.</summary>
    public static KmsSigningKey OfAudit(SiteAccess site, string region) => new(site, $"alias/domicile-{region}-audit");

    /// <exception cref="AwsUnavailableException">KMS does not answer.</exception>
    /// <exception cref="AwsRefusedException">There is no such key, or it may not be used.</exception>
    public async ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var isLong = bytes.Length > MessageBytesMax;
        using var message = new MemoryStream(isLong ? SHA256.HashData(bytes.Span) : bytes.ToArray());
        try
        {
            var answer = await kms.SignAsync(
                new SignRequest
                {
                    KeyId = alias,
                    Message = message,
                    MessageType = isLong ? MessageType.DIGEST : MessageType.RAW,
                    SigningAlgorithm = SigningAlgorithmSpec.ECDSA_SHA_256,
                },
                cancellation);
            return answer.Signature.ToArray();
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            throw AwsCodes.Translate($"Sign with {alias} in {site.Name}", e);
        }
    }

    /// <exception cref="AwsUnavailableException">KMS does not answer.</exception>
    /// <exception cref="AwsRefusedException">There is no such key, or it may not be used.</exception>
    public async ValueTask<string> PublicPemAsync(CancellationToken cancellation)
    {
        try
        {
            if (publicPem is null)
            {
                var answer = await kms.GetPublicKeyAsync(new GetPublicKeyRequest { KeyId = alias }, cancellation);
                publicPem = PemEncoding.WriteString("PUBLIC KEY", answer.PublicKey.ToArray());
            }

            return publicPem;
        }
        catch (Exception e) when (AwsCodes.IsOfCall(e, cancellation))
        {
            throw AwsCodes.Translate($"GetPublicKey of {alias} in {site.Name}", e);
        }
    }

    public void Dispose() => kms.Dispose();
}
