namespace Domicile.Local.Servers;

/// <summary>What a service's token may be good for; the claim <c>scope</c> lists some, with spaces between.</summary>
public static class ServiceScopes
{
    /// <summary>Make users.</summary>
    public const string UsersWrite = "users:write";

    /// <summary>Show one user's personal details.</summary>
    public const string UsersRead = "users:read";

    /// <summary>Open wallets.</summary>
    public const string AccountsWrite = "accounts:write";

    /// <summary>Show accounts and balances.</summary>
    public const string AccountsRead = "accounts:read";

    /// <summary>Move money, from any book of the region and from outside.</summary>
    public const string TransfersWrite = "transfers:write";

    /// <summary>Show transfers.</summary>
    public const string TransfersRead = "transfers:read";

    /// <summary>Show figures, of one user or of the world.</summary>
    public const string StatisticsRead = "statistics:read";

    public static IReadOnlyList<string> All { get; } =
        [UsersWrite, UsersRead, AccountsWrite, AccountsRead, TransfersWrite, TransfersRead, StatisticsRead];
}
