using Domicile.Ledger.Assets;
using Domicile.Ledger.Transfers;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>
/// All that a document says. Balances are no part of it: nobody who audits one transfer needs to know what else a user
/// has.
/// </summary>
/// <param name="Id">Whose side of which transfer.</param>
/// <param name="From">Who paid.</param>
/// <param name="To">Who was paid.</param>
/// <param name="Amount">In the asset's own decimals.</param>
/// <param name="State">How it ended: completed or refunded.</param>
public sealed record DocumentContent(DocumentId Id, Party From, Party To, Money Amount, TransferState State)
{
    /// <summary>Why it came back, in the words of the books; null unless refunded.</summary>
    public string? Refusal { get; init; }

    /// <summary>The free text; null for none.</summary>
    public string? Reference { get; init; }

    /// <summary>What it came to in the user's own book, in their order.</summary>
    public required IReadOnlyList<DocumentPosting> Postings { get; init; }

    /// <summary>The date that the transfer counts for.</summary>
    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>The last day on which the document can be read.</summary>
    public required DateOnly KeptUntil { get; init; }

    /// <summary>The details of the user that the region's institutions ask for, each with its name.</summary>
    public IReadOnlyList<DocumentDetail> Details { get; init; } = [];

    /// <summary>Shows nothing: personal data is in no log.</summary>
    public override string ToString() => nameof(DocumentContent);
}
