namespace Domicile.Ledger.Audit.Institutions;

/// <summary>An auditing institution that one region sends its documents to.</summary>
/// <param name="Name">Its name within the region.</param>
/// <param name="Url">Where it takes packages and notices.</param>
/// <param name="PublicKey">PEM (P-256): the keys of documents are wrapped for it.</param>
/// <param name="ReceiptKey">PEM (P-256): its receipts are signed with the private half.</param>
public sealed record Institution(string Name, Uri Url, string PublicKey, string ReceiptKey)
{
    /// <summary>A package is cut when so many documents wait.</summary>
    public int EveryDocuments { get; init; } = 100;

    /// <summary>A package is cut when a document has waited for so long.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often a package is sent before it waits for an operator.</summary>
    public int Tries { get; init; } = 8;
}
