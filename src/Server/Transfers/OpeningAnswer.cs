using System.ComponentModel;
using Domicile.Ledger.History;
using Domicile.Server.Docs;

namespace Domicile.Server.Transfers;

/// <summary>What a book held before the oldest posting that is kept, as the API shows it.</summary>
internal sealed record OpeningAnswer(
    [property: Description("The last posting that is not kept any more: its period has ended.")]
    [property: Example(1200)] long ThroughPostingNumber,
    [property: Description("When that was booked, UTC.")]
    [property: Example("2025-12-31T23:01:02.123456Z")] DateTimeOffset ThroughBookedAt,
    [property: Description("What each wallet held after it, by asset.")] IReadOnlyList<OpeningBalanceAnswer> Balances)
{
    public static OpeningAnswer Of(BookOpening opening) => new(
        opening.ThroughPostingNumber,
        opening.ThroughBookedAt,
        [.. opening.Wallets.Select(wallet => new OpeningBalanceAnswer(wallet.Asset.Code, wallet.ToString()))]);
}
