using System.ComponentModel;

namespace Domicile.Server.Accounts;

/// <summary>The wallets of one book.</summary>
internal sealed record BalanceList([property: Description("By asset.")] IReadOnlyList<BalanceAnswer> Balances);
