using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Limits;

/// <summary>How many servers a site runs where they run all the time, and on what.</summary>
internal static class FleetPlan
{
    /// <summary>Of each role, so that the loss of a zone leaves one.</summary>
    public const int OfRoleMin = 2;

    /// <summary>Api and workers of a writer site.</summary>
    public const int ServersMin = 2 * OfRoleMin;

    /// <summary>Workers share passes by locks: more of them only wait.</summary>
    public const int WorkersMax = 3;

    /// <summary>Two processors of AWS's own (arm64) and 8 GiB.</summary>
    public const string Instance = "m7g.large";

    /// <summary>The most api servers of a site.</summary>
    public static int ApiMax(SitePlan site)
    {
        var servers = ConnectionBudget.Of(site.Region).Servers;
        return Math.Max(OfRoleMin, site.IsWriter ? servers - WorkersMax : servers);
    }
}
