namespace Domicile.Ledger.Privacy.Requests;

/// <summary>Which requests to list.</summary>
/// <param name="State">Only those of this state.</param>
/// <param name="Limit">1 to <see cref="LimitMax"/>.</param>
/// <param name="Cursor">Where the page before ended, as it said itself; null for the most urgent.</param>
public sealed record PrivacyRequestQuery(PrivacyRequestState State, int Limit, string? Cursor)
{
    public const int LimitDefault = 50;
    public const int LimitMax = 500;
}
