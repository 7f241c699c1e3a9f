namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>What came of one document that was due.</summary>
/// <param name="RangeId">The range of the user's number, as the router believes.</param>
/// <param name="PostingNumber">The transfer's first posting.</param>
/// <param name="Stored">Null when its time was over before it was drawn: nothing is stored then.</param>
internal sealed record DrawnDocument(DocumentId Id, int RangeId, long PostingNumber, StoredDocument? Stored);
