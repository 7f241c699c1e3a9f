using System.ComponentModel;
using Domicile.Ledger.Accounts;
using Domicile.Server.Docs;

namespace Domicile.Server.Accounts;

/// <summary>One account of a user's book as the API shows it.</summary>
internal sealed record AccountAnswer(
    [property: Description("Its name in the book: kind and asset.")]
    [property: Example("wallet-EUR")] string Account,
    [property: Description("What it is for.")]
    [property: Example("wallet")] AccountKind Kind,
    [property: Description("The asset's code.")]
    [property: Example("EUR")] string Asset,
    [property: Description("Credits less debits, as decimal text.")]
    [property: Example("112.34")] string Balance,
    [property: Description("How low a wallet may go; null for what is no wallet.")]
    [property: Example("0.00")] string? Minimum,
    [property: Description("When it was opened, UTC.")]
    [property: Example("2026-11-21T09:30:00.123456Z")] DateTimeOffset OpenedAt)
{
    public static AccountAnswer Of(Account account) => new(
        account.Name,
        account.Kind,
        account.Balance.Asset.Code,
        account.Balance.ToString(),
        account.Minimum?.ToString(),
        account.OpenedAt);
}
