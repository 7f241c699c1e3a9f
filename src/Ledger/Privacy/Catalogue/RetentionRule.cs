using System.Globalization;

namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>Until when a category is held: for a period of years, or until something happens.</summary>
public sealed record RetentionRule
{
    private RetentionRule(RetentionPeriod? period, string end)
    {
        Period = period;
        End = end;
    }

    /// <summary>Null when no period of years is counted.</summary>
    public RetentionPeriod? Period { get; }

    private string End { get; }

    /// <param name="start">What the years are counted from, such as <c>the end of the year of the booking</c>.</param>
    public static RetentionRule YearsAfter(RetentionPeriod period, string start) => new(period, start);

    /// <param name="end">Such as <c>until the user is erased</c>.</param>
    public static RetentionRule Until(string end) => new(null, end);

    /// <summary>As a sentence's part, such as <c>10 years after the end of the year of the booking</c>.</summary>
    public string Say(RetentionYears years) => Period is { } period
        ? string.Create(CultureInfo.InvariantCulture, $"{years.Of(period)} years after {End}")
        : End;
}
