using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>
/// Wraps the keys of a package's documents for its institution: ECDH on P-256 with a key that is made for the package
/// and forgotten, HKDF-SHA-256, and AES-256-GCM with the document's place as nonce and its id as associated data.
/// </summary>
public static class PackageSeals
{
    private const int KeyLength = 32;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <param name="packageId">As <see cref="PackageHead.IdOf"/> makes it: the keys open for this package only.</param>
    /// <param name="publicKey">PEM of the institution's public key (P-256).</param>
    /// <param name="contentKeys">The documents' ids and keys in the order of the manifest.</param>
    public static PackageKeys Close(
        string packageId, string publicKey, IReadOnlyList<(string Id, byte[] Key)> contentKeys)
    {
        using var institution = ECDiffieHellman.Create();
        institution.ImportFromPem(publicKey);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var wrapping = Agree(ephemeral, institution, packageId);
        try
        {
            using var aes = new AesGcm(wrapping, TagLength);
            var wrapped = contentKeys.Select((content, place) =>
            {
                var bytes = new byte[KeyLength + TagLength];
                aes.Encrypt(
                    Nonce(place),
                    content.Key,
                    bytes.AsSpan(0, KeyLength),
                    bytes.AsSpan(KeyLength),
                    Encoding.UTF8.GetBytes(content.Id));
                return new WrappedKey(content.Id, Convert.ToBase64String(bytes));
            });
            return new PackageKeys(
                Fingerprint(institution),
                Convert.ToBase64String(ephemeral.ExportSubjectPublicKeyInfo()),
                [.. wrapped]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }

    /// <summary>The institution's side: the documents' keys in the order of the manifest.</summary>
    /// <param name="packageId">As <see cref="PackageHead.IdOf"/> makes it.</param>
    /// <param name="privateKey">PEM of the institution's private key.</param>
    /// <param name="keys">What stood in the package.</param>
    /// <exception cref="CryptographicException">They were wrapped for another key or package, or altered.</exception>
    /// <exception cref="FormatException">They are not of this form.</exception>
    public static IReadOnlyList<byte[]> Open(string packageId, string privateKey, PackageKeys keys)
    {
        using var institution = ECDiffieHellman.Create();
        institution.ImportFromPem(privateKey);
        using var ephemeral = ECDiffieHellman.Create();
        ephemeral.ImportSubjectPublicKeyInfo(Convert.FromBase64String(keys.EphemeralKey), out _);
        var wrapping = Agree(institution, ephemeral, packageId);
        try
        {
            using var aes = new AesGcm(wrapping, TagLength);
            return [.. keys.Documents.Select((document, place) =>
            {
                var bytes = Convert.FromBase64String(document.Wrapped);
                if (bytes.Length != KeyLength + TagLength)
                {
                    throw new CryptographicException($"The key of {document.Id} has {bytes.Length} bytes.");
                }

                var key = new byte[KeyLength];
                aes.Decrypt(
                    Nonce(place),
                    bytes.AsSpan(0, KeyLength),
                    bytes.AsSpan(KeyLength),
                    key,
                    Encoding.UTF8.GetBytes(document.Id));
                return key;
            })];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(wrapping);
        }
    }

    private static byte[] Agree(ECDiffieHellman own, ECDiffieHellman other, string packageId)
    {
        var secret = own.DeriveRawSecretAgreement(other.PublicKey);
        try
        {
            return HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                secret,
                KeyLength,
                info: Encoding.UTF8.GetBytes($"{PackageHead.FormKnown}/keys/{packageId}"));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static string Fingerprint(ECDiffieHellman key) =>
        Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    // The wrapping key is the package's own, so a document's place is used once with it.
    private static byte[] Nonce(int place)
    {
        var nonce = new byte[NonceLength];
        BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(NonceLength - sizeof(int)), place);
        return nonce;
    }
}
