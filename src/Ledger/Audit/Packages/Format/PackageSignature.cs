using System.Security.Cryptography;

namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>
/// ECDSA on P-256 with SHA-256, in the DER form that other programs know:
/// <c>openssl dgst -sha256 -verify audit.public.pem -signature head.sig head.json</c> checks one too.
/// </summary>
public static class PackageSignature
{
    public static byte[] Sign(ECDsa key, ReadOnlySpan<byte> bytes) =>
        key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <param name="publicKey">The signer's.</param>
    /// <param name="bytes">What was signed.</param>
    /// <param name="signature">In DER.</param>
    public static bool IsGood(ECDsa publicKey, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        publicKey.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <exception cref="ArgumentException">It is no PEM of a key.</exception>
    /// <exception cref="CryptographicException">It is a damaged one.</exception>
    public static ECDsa Import(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
