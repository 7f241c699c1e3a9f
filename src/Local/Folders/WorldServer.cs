using System.Text.Json.Serialization;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Callers;

namespace Domicile.Local.Folders;

/// <summary>One server of the world: each site of a region has one.</summary>
/// <param name="Region">The region that it serves.</param>
/// <param name="Site">The site that it runs in; empty when the topology names no site of the region.</param>
/// <param name="Role">A writer site's server posts; a reader site's forwards what is to be posted to it.</param>
/// <param name="Port">Its port on 127.0.0.1.</param>
public sealed record WorldServer(string Region, string Site, SiteRole Role, int Port)
{
    // A site's name has hyphens and a region's has not, but neither has this.
    private const char SiteMark = '@';

    private const string Suffix = "/server";

    /// <summary>How much of each caller it takes.</summary>
    public CallerRates Rates { get; init; } = CallerRates.Default;

    /// <summary>Its name in the world: <c>eu/server</c> at the writer site, else <c>eu/eu-west-3/server</c>.</summary>
    [JsonIgnore]
    public string Name => NameOf(Stem);

    /// <summary>What its files are called: <c>eu</c> at the writer site, else <c>eu@eu-west-3</c>.</summary>
    [JsonIgnore]
    public string Stem => Role == SiteRole.Writer ? Region : Region + SiteMark + Site;

    [JsonIgnore]
    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>The name of the server whose files are called so.</summary>
    internal static string NameOf(string stem) => stem.Replace(SiteMark, '/') + Suffix;
}
