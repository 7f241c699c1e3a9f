namespace Domicile.Ledger.Privacy.Requests;

/// <summary>
/// The time that the law gives for an answer (GDPR, Article 12(3)): one month, and two more with a notice. A month is
/// one of the calendar: it ends on the day of the same number, or on the last day of a month that has no such day.
/// </summary>
public static class TimeLimit
{
    private const int Months = 1;
    private const int MonthsExtended = 3;

    public static DateTimeOffset Of(DateTimeOffset askedAt) => askedAt.ToUniversalTime().AddMonths(Months);

    /// <summary>Counted from the request too: what was asked on 31 January is due on 30 April.</summary>
    public static DateTimeOffset Extended(DateTimeOffset askedAt) =>
        askedAt.ToUniversalTime().AddMonths(MonthsExtended);
}
