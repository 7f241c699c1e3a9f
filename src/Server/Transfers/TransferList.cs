using System.ComponentModel;
using Domicile.Ledger.History;
using Domicile.Server.Docs;

namespace Domicile.Server.Transfers;

/// <summary>One page of a book's history.</summary>
internal sealed record TransferList(
    [property: Description("Newest first.")] IReadOnlyList<TransferAnswer> Transfers,
    [property: Description("Send it as 'cursor' for the next page; null at the end.")]
    [property: Example("MTIzNDU")] string? NextCursor,
    [property: Description(
        "Where the history ends, on its last page: what each wallet held before the oldest posting that is kept. Empty "
        + "on other pages, and while the whole history is kept.")]
    IReadOnlyList<OpeningAnswer> Openings)
{
    public static TransferList Of(TransferPage page) => new(
        [.. page.Transfers.Select(TransferAnswer.Of)],
        page.NextCursor,
        OpeningAnswer.Of(page.Opening));
}
