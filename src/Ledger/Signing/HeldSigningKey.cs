using System.Security.Cryptography;

namespace Domicile.Ledger.Signing;

/// <summary>A signing key that this process holds itself.</summary>
/// <param name="key">With its private half; owned by this object.</param>
public sealed class HeldSigningKey(ECDsa key) : ISigningKey, IDisposable
{
    /// <exception cref="ArgumentException">It is no PEM of a key.</exception>
    /// <exception cref="CryptographicException">It is a damaged one.</exception>
    public static HeldSigningKey OfPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new HeldSigningKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public ValueTask<byte[]> SignAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) =>
        ValueTask.FromResult(
            key.SignData(bytes.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public ValueTask<string> PublicPemAsync(CancellationToken cancellation) =>
        ValueTask.FromResult(key.ExportSubjectPublicKeyInfoPem());

    public void Dispose() => key.Dispose();
}
