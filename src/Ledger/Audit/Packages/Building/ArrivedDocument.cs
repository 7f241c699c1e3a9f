using Domicile.Ledger.Audit.Documents;

namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>A document as its shard lists it.</summary>
/// <param name="Id">Whose side of which transfer.</param>
/// <param name="ObjectKey">Where its ciphertext is in the object store.</param>
/// <param name="CiphertextHash">SHA-256 of the ciphertext.</param>
/// <param name="Size">The ciphertext's bytes.</param>
/// <param name="KeyId">The document key of its period.</param>
/// <param name="RetainUntil">The end of its period.</param>
/// <param name="DrawnAt">When it was drawn.</param>
internal sealed record ArrivedDocument(
    DocumentId Id,
    string ObjectKey,
    byte[] CiphertextHash,
    int Size,
    string KeyId,
    DateOnly RetainUntil,
    DateTimeOffset DrawnAt)
{
    /// <summary>The shard's name in its region.</summary>
    public required string Shard { get; init; }

    /// <summary>Its place among the documents of its shard.</summary>
    public ArrivalCursor Cursor { get; init; }
}
