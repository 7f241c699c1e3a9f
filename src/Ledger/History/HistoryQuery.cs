namespace Domicile.Ledger.History;

/// <summary>Which transfers of a user to list.</summary>
/// <param name="From">Those that count for this time or later (their effective time); null for no bound.</param>
/// <param name="To">Those that count for an earlier time than this; null for no bound.</param>
/// <param name="Limit">1 to <see cref="LimitMax"/>.</param>
/// <param name="Cursor">Where the page before ended, as it said itself; null for the newest.</param>
public sealed record HistoryQuery(DateTimeOffset? From, DateTimeOffset? To, int Limit, string? Cursor)
{
    public const int LimitDefault = 50;
    public const int LimitMax = 500;
}
