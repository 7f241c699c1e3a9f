namespace Domicile.Ledger.Audit.Packages.Delivery;

/// <summary>How long to wait before a package is sent again.</summary>
internal static class DeliveryPause
{
    private const int DoublingsMax = 30;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Last = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Twice as long after each try, and a quarter more or less, so that regions that failed together do not come back
    /// together.
    /// </summary>
    /// <param name="tries">How often it was tried, 1 or more.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int tries, decimal chance)
    {
        var ticks = Math.Min(First.Ticks << Math.Min(tries - 1, DoublingsMax), Last.Ticks);
        return TimeSpan.FromTicks((long)(ticks * (0.75m + (chance / 2))));
    }
}
