using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Network;

/// <summary>Names of sites as parts of logical ids, which hold letters and digits only.</summary>
internal static class SiteNames
{
    /// <summary>Such as <c>EuWest1Data0</c>.</summary>
    public static string Part(SitePlan site, string what) =>
        string.Concat(site.Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + what;
}
