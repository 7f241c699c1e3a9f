using Domicile.Ledger.Objects;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>Where a document is that was drawn, as its shard keeps it.</summary>
/// <param name="Id">Whose side of which transfer.</param>
/// <param name="PostingNumber">The transfer's first posting in the user's book.</param>
/// <param name="Object">Where the object store has it.</param>
/// <param name="RetainUntil">The last day on which it can be read.</param>
public sealed record StoredDocument(DocumentId Id, long PostingNumber, ObjectKey Object, DateOnly RetainUntil)
{
    /// <summary>SHA-256 of the stored object.</summary>
    public required byte[] CiphertextHash { get; init; }

    /// <summary>Bytes of the stored object.</summary>
    public required int CiphertextSize { get; init; }

    /// <summary>The key of the month in which its time ends, such as <c>documents-2036-12</c>.</summary>
    public required string KeyId { get; init; }
}
