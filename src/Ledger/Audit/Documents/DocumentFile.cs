namespace Domicile.Ledger.Audit.Documents;

/// <summary>A document as it is shown.</summary>
/// <param name="Id">Whose side of which transfer.</param>
/// <param name="Pdf">The bytes that were drawn.</param>
/// <param name="RetainUntil">The last day on which it can be read.</param>
public sealed record DocumentFile(DocumentId Id, byte[] Pdf, DateOnly RetainUntil);
