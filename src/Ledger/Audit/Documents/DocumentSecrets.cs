using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger.Privacy;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>
/// What belongs to one document alone, derived from the key of its month: the key of its content, and the salt without
/// which its leaf of a Merkle tree tells nothing. Both can be derived again until that key is destroyed, and by nobody
/// after. Zeroed when disposed.
/// </summary>
public sealed class DocumentSecrets : IDisposable
{
    private const int Length = 32;
    private const int NonceLength = 12;

    private readonly byte[] contentKey = GC.AllocateArray<byte>(Length, pinned: true);
    private readonly byte[] salt = new byte[Length];

    /// <param name="periodKey">The key of the month in which the document's time ends; not kept.</param>
    /// <param name="id">Whose side of which transfer.</param>
    public DocumentSecrets(ReadOnlySpan<byte> periodKey, DocumentId id)
    {
        HKDF.DeriveKey(HashAlgorithmName.SHA256, periodKey, contentKey, [], Encoding.UTF8.GetBytes(Place(id)));
        HKDF.DeriveKey(HashAlgorithmName.SHA256, periodKey, salt, [], Encoding.UTF8.GetBytes($"salt/{id}"));
    }

    /// <summary>32 bytes: opens this document (<see cref="Open"/>) and no other. Only until it is disposed.</summary>
    public ReadOnlySpan<byte> ContentKey => contentKey;

    /// <summary>32 bytes.</summary>
    public ReadOnlySpan<byte> Salt => salt;

    /// <summary>
    /// Encrypts the document: the same bytes for the same document. The nonce comes from the content, so that even a
    /// document that is drawn otherwise a second time meets another nonce.
    /// </summary>
    public byte[] Close(ReadOnlySpan<byte> pdf, DocumentId id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> nonce = stackalloc byte[NonceLength];
        SHA256.HashData(pdf, hash);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, contentKey, nonce, hash, "nonce"u8);
        return Seal.Close(contentKey, pdf, Place(id), nonce);
    }

    /// <summary>The document that was encrypted with a content key.</summary>
    /// <exception cref="SealBrokenException">It was altered, or the key is another document's.</exception>
    public static byte[] Open(ReadOnlySpan<byte> contentKey, ReadOnlySpan<byte> ciphertext, DocumentId id)
    {
        var pdf = new byte[Seal.PlainLength(ciphertext)];
        Seal.Open(contentKey, ciphertext, Place(id), pdf);
        return pdf;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(contentKey);
        CryptographicOperations.ZeroMemory(salt);
    }

    private static string Place(DocumentId id) => $"document/{id}";
}
