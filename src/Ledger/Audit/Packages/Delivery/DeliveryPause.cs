namespace Domicile.Ledger.Audit.Packages.Delivery;

/// <summary>How long to wait before a package is sent again.</summary>
internal static class DeliveryPause
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Last = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Twice as long after each try, and a quarter more or less, so that regions that failed together do not come back
    /// together.
    /// </summary>
    /// <param name="tries">How often it was tried, 1 or more.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static TimeSpan After(int tries, double chance)
    {
        var seconds = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(tries - 1, 30)), Last.TotalSeconds);
        return TimeSpan.FromSeconds(seconds * (0.75 + (chance / 2)));
    }
}
