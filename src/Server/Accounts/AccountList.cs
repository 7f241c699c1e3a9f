using System.ComponentModel;

namespace Domicile.Server.Accounts;

/// <summary>All accounts of one book.</summary>
internal sealed record AccountList(
    [property: Description("By asset and kind.")] IReadOnlyList<AccountAnswer> Accounts);
