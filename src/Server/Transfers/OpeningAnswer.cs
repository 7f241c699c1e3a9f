using System.ComponentModel;
using Domicile.Ledger.History;
using Domicile.Server.Docs;

namespace Domicile.Server.Transfers;

/// <summary>What one wallet held before the oldest posting that is kept, as the API shows it.</summary>
internal sealed record OpeningAnswer(
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("What the wallet held then, as decimal text with all of the asset's decimals.")]
    [property: Example("112.34")] string Balance,
    [property: Description("The book's last posting that is not kept any more: its period has ended.")]
    [property: Example(1200)] long ThroughPostingNumber,
    [property: Description("When that was booked, UTC.")]
    [property: Example("2025-12-31T23:01:02.123456Z")] DateTimeOffset ThroughBookedAt)
{
    public static IReadOnlyList<OpeningAnswer> Of(BookOpening? opening) => opening is null
        ? []
        :
        [
            .. opening.Wallets.Select(wallet => new OpeningAnswer(
                wallet.Asset.Code, wallet.ToString(), opening.ThroughPostingNumber, opening.ThroughBookedAt)),
        ];
}
