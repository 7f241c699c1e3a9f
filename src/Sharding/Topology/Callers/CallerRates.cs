namespace Domicile.Sharding.Topology.Callers;

/// <summary>
/// How many requests a second one server of a region takes of each caller; one who was quiet may send twice as many at
/// once.
/// </summary>
/// <param name="User">Of each user.</param>
/// <param name="Staff">Of each operator, privacy officer, auditor and service.</param>
/// <param name="Address">Of each address, all requests without a valid token together.</param>
public sealed record CallerRates(int User, int Staff, int Address)
{
    /// <summary>More than any server can do.</summary>
    public const int Max = 1_000_000;

    /// <summary>Far above what a person's app sends, and what one server can do for a service.</summary>
    public static readonly CallerRates Default = new(200, 20_000, 500);
}
