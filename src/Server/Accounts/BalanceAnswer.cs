using System.ComponentModel;
using Domicile.Ledger.Accounts;
using Domicile.Server.Docs;

namespace Domicile.Server.Accounts;

/// <summary>What a user can spend of one asset.</summary>
internal sealed record BalanceAnswer(
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("The wallet's balance, as decimal text.")]
    [property: Example("112.34")] string Balance,
    [property: Description("How low it may go.")]
    [property: Example("0.00")] string? Minimum)
{
    public static BalanceAnswer Of(Account wallet) =>
        new(wallet.Balance.Asset.Code, wallet.Balance.ToString(), wallet.Minimum?.ToString());
}
