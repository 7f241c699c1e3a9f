using System.ComponentModel;
using Domicile.Ledger.Transfers;
using Domicile.Server.Docs;

namespace Domicile.Server.Transfers;

/// <summary>A transfer as it stands in one user's book, as the API shows it.</summary>
internal sealed record TransferAnswer(
    [property: Description("The same in both users' books.")]
    [property: Example("0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b")] Guid Id,
    [property: Description("Who paid: a user id, or external.")]
    [property: Example("eu-30001")] string From,
    [property: Description("Who was paid: a user id, or external.")]
    [property: Example("external")] string To,
    [property: Description("Decimal text with all of the asset's decimals.")]
    [property: Example("12.34")] string Amount,
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description(
        "How far it is: in-transit until the payee's side has decided, then completed, or refunded when it said no.")]
    [property: Example("completed")] TransferState State,
    [property: Description(
        "Why it was refunded: payee-unknown, asset-not-accepted or balance-limit; null unless refunded.")]
    [property: Example("payee-unknown")] string? Refusal,
    [property: Description("The free text, decrypted; null for none.")]
    [property: Example("Invoice 1996-0728")] string? Reference,
    [property: Description("The number of its first posting in this book, from 1.")]
    [property: Example(7)] long PostingNumber,
    [property: Description("When it was booked, UTC.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset BookedAt,
    [property: Description("The time it counts for, UTC.")]
    [property: Example("1996-07-28T00:00:00Z")] DateTimeOffset EffectiveAt,
    [property: Description("This user's wallet after it.")]
    [property: Example("100.00")] string BalanceAfter)
{
    public static TransferAnswer Of(Transfer transfer) => new(
        transfer.Id,
        transfer.From.ToString(),
        transfer.To.ToString(),
        transfer.Amount.ToString(),
        transfer.Amount.Asset.Code,
        transfer.State,
        transfer.Refusal,
        transfer.Reference,
        transfer.PostingNumber,
        transfer.BookedAt,
        transfer.EffectiveAt,
        transfer.BalanceAfter.ToString());
}
