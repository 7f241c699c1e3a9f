namespace Domicile.Ledger.Retention;

/// <summary>Which moment divides what is kept from what is destroyed.</summary>
public static class RetentionCutoff
{
    /// <summary>
    /// For what is kept for years after the end of its year (UTC): what is older than this moment has had its time. In
    /// 2036 with 10 years it is the beginning of 2026: what was booked in 2025 went with the end of 2035.
    /// </summary>
    /// <param name="now">The present moment.</param>
    /// <param name="years">1 or more.</param>
    public static DateTimeOffset AfterYearsEnd(DateTimeOffset now, int years) =>
        new(now.UtcDateTime.Year - years, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>For what is kept for years from its day.</summary>
    /// <inheritdoc cref="AfterYearsEnd"/>
    public static DateTimeOffset After(DateTimeOffset now, int years) => now.ToUniversalTime().AddYears(-years);
}
