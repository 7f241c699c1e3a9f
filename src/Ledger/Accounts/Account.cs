using Domicile.Ledger.Assets;

namespace Domicile.Ledger.Accounts;

/// <summary>One account of a user's book as it stood when it was read.</summary>
/// <param name="Name">As <see cref="AccountName"/> writes it, such as <c>wallet-EUR</c>.</param>
/// <param name="Kind">What the account is for.</param>
/// <param name="Balance">Credits less debits.</param>
/// <param name="Minimum">How low the balance may go; null for what is no wallet.</param>
/// <param name="OpenedAt">UTC.</param>
public sealed record Account(string Name, AccountKind Kind, Money Balance, Money? Minimum, DateTimeOffset OpenedAt);
