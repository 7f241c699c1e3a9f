using System.Security.Cryptography;
using System.Text;
using Amazon.KeyManagementService.Model;
using Domicile.Aws.Calls;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;

namespace Domicile.Aws.Keys;

/// <summary>
/// A region's key-encryption key in KMS: a multi-Region key with an alias for each generation, used in the site that
/// the process runs in. What is wrapped carries a hash of its place inside, since KMS writes everything that it is told
/// beside the ciphertext into its trail. Lives as long as the process.
/// </summary>
/// <param name="region">Such as <c>eu</c>.</param>
/// <param name="site">Where the process runs; the writer site, if it makes or destroys generations.</param>
/// <param name="time">Counts pauses, and how long what was found is believed.</param>
public sealed class KmsWrappingKeys(string region, SiteAccess site, TimeProvider time) : IWrappingKeys, IDisposable
{
    private const byte Form = 1;
    private const int HeadLength = 1 + KeyFingerprint.Length;
    private const int PlainLength = Seal.KeyLength + SHA256.HashSizeInBytes;

    private readonly KmsNames names = new(region);
    private readonly KmsKeys keys = new(site, new KmsNames(region), time);

    /// <summary>
    /// The region's other sites, which need the key too; null on a server that may not make or destroy generations.
    /// </summary>
    public IReadOnlyList<string>? OtherSites { get; init; }

    /// <summary>What KMS waits in each site, and a day more: it may be so late.</summary>
    public TimeSpan DestructionMax => OtherSites is [] ? KmsEnd.DelayMax : 2 * KmsEnd.DelayMax;

    /// <exception cref="AwsUnavailableException">KMS does not answer.</exception>
    public async ValueTask<IReadOnlyList<WrappingGeneration>> ListAsync(CancellationToken cancellation) =>
        await keys.ListAsync(cancellation);

    /// <exception cref="AwsUnavailableException">KMS does not answer.</exception>
    /// <inheritdoc/>
    public async ValueTask<byte[]> WrapAsync(
        int generation, ReadOnlyMemory<byte> key, string place, CancellationToken cancellation)
    {
        var wrapping = await keys.FindAsync(generation, cancellation);
        var plain = GC.AllocateArray<byte>(PlainLength, pinned: true);
        try
        {
            key.CopyTo(plain);
            Hash(place).CopyTo(plain, Seal.KeyLength);
            using var content = new MemoryStream(plain, writable: false);
            var answer = await UseAsync(generation, "Encrypt", cancellation, token => keys.Client.EncryptAsync(
                new EncryptRequest
                {
                    KeyId = wrapping.Arn,
                    Plaintext = content,
                    EncryptionContext = names.ContextOf(generation),
                },
                token));
            return [Form, .. Convert.FromHexString(wrapping.Fingerprint), .. answer.CiphertextBlob.ToArray()];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="AwsUnavailableException">KMS does not answer.</exception>
    /// <inheritdoc/>
    public async ValueTask<byte[]> UnwrapAsync(
        int generation, ReadOnlyMemory<byte> wrapped, string place, CancellationToken cancellation)
    {
        var wrapping = await keys.FindAsync(generation, cancellation);
        if (wrapped.Length <= HeadLength
            || wrapped.Span[0] != Form
            || !wrapped.Span[1..HeadLength].SequenceEqual(Convert.FromHexString(wrapping.Fingerprint)))
        {
            throw new SealBrokenException();
        }

        using var content = new MemoryStream(wrapped[HeadLength..].ToArray(), writable: false);
        var answer = await UseAsync(generation, "Decrypt", cancellation, token => keys.Client.DecryptAsync(
            new DecryptRequest
            {
                KeyId = wrapping.Arn,
                CiphertextBlob = content,
                EncryptionContext = names.ContextOf(generation),
            },
            token));
        var plain = answer.Plaintext.ToArray();
        try
        {
            return Open(plain, place);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="AwsUnavailableException">KMS does not answer; the next call finishes it.</exception>
    /// <inheritdoc/>
    public async ValueTask<WrappingGeneration> MakeAsync(int generation, CancellationToken cancellation)
    {
        using var making = new KmsMaking(keys, names, Others(), time);
        return await making.RunAsync(generation, cancellation);
    }

    /// <summary>
    /// Destroys a generation: KMS takes it out of use at once, in all sites, and destroys it after seven days in the
    /// others and seven more in the writer site, which cannot be shortened.
    /// </summary>
    /// <exception cref="AwsUnavailableException">KMS does not answer; the next call finishes it.</exception>
    /// <inheritdoc/>
    public async ValueTask<DateTimeOffset> DestroyAsync(int generation, CancellationToken cancellation)
    {
        _ = Others();
        keys.Forget(generation);
        return await new KmsEnd(keys, time).RunAsync(names.AliasOf(generation), cancellation);
    }

    public void Dispose() => keys.Dispose();

    private static byte[] Open(ReadOnlySpan<byte> plain, string place)
    {
        if (plain.Length != PlainLength
            || !CryptographicOperations.FixedTimeEquals(plain[Seal.KeyLength..], Hash(place)))
        {
            throw new SealBrokenException();
        }

        var key = HeldKey.Allocate();
        plain[..Seal.KeyLength].CopyTo(key);
        return key;
    }

    private static byte[] Hash(string place) => SHA256.HashData(Encoding.UTF8.GetBytes(place));

    private async Task<T> UseAsync<T>(
        int generation, string operation, CancellationToken cancellation, Func<CancellationToken, Task<T>> call)
    {
        try
        {
            return await keys.CallAsync(operation, call, cancellation);
        }
        catch (AwsRefusedException e) when (
            e.Code is "NotFoundException" or "DisabledException" or "KMSInvalidStateException")
        {
            keys.Forget(generation);
            throw new WrappingKeyMissingException(generation, e);
        }
        catch (AwsRefusedException e) when (e.Code is "InvalidCiphertextException" or "IncorrectKeyException")
        {
            throw new SealBrokenException();
        }
    }

    private IReadOnlyList<string> Others() => OtherSites ?? throw new InvalidOperationException(
        $"Generations of the wrapping key of {region} are made and destroyed in its writer site, by the role workers.");
}
