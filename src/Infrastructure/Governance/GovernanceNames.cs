using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Governance;

/// <summary>Names of what keeps evidence of an account.</summary>
internal static class GovernanceNames
{
    /// <summary>The name of the trail of one account, and how the names of its buckets begin.</summary>
    /// <param name="owner">A region's name, or the world's.</param>
    public static string Trail(string owner) => $"domicile-{owner}-trail";

    public static string TrailBucket(string owner, string account) => $"{Trail(owner)}-{account}";

    public static string ConfigBucket(SitePlan site) =>
        $"domicile-{site.Region.Name}-config-{site.Region.Account}-{site.Name}";
}
