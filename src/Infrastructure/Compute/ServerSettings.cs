using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute;

/// <summary>The environment variables of a site's servers. No secret is among them.</summary>
/// <param name="site">Where they run.</param>
/// <param name="issuer">Whose tokens they trust, unless the topology says so; a parameter's value.</param>
/// <param name="audiences">Client ids whose tokens they take; a parameter's value.</param>
internal sealed class ServerSettings(SitePlan site, string? issuer, string audiences)
{
    public const string Api = "api";
    public const string Workers = "workers";

    /// <summary>What is known only when the site is deployed, by the parameter that it comes from.</summary>
    public IReadOnlyDictionary<string, string> Filled => issuer is null
        ? new Dictionary<string, string>(StringComparer.Ordinal) { ["Audiences"] = audiences }
        : new Dictionary<string, string>(StringComparer.Ordinal) { ["Audiences"] = audiences, ["Issuer"] = issuer };

    /// <summary>What every server of a site is told, and is known beforehand.</summary>
    public static Dictionary<string, string> Known(SitePlan site)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOMICILE_TOPOLOGY"] = $"ssm:{Names.TopologyParameter}",
            ["DOMICILE_REGION"] = site.Region.Name,
            ["DOMICILE_SITE"] = site.Name,
        };
        if (!site.IsWriter)
        {
            settings["DOMICILE_WRITER_URL"] = $"https://{Names.WriterHost(site.Region)}";
        }

        return settings;
    }

    /// <summary>
    /// The AWS Region, for servers on instances and in pods; functions are told by Lambda, which takes no other word.
    /// </summary>
    public static (string Name, string Value) AwsRegion(SitePlan site) => ("AWS_REGION", site.Name);

    /// <summary>All that a server of one role is told.</summary>
    public Dictionary<string, string> For(string role)
    {
        var settings = Known(site);
        settings["DOMICILE_ROLES"] = role;
        foreach (var (name, value) in Filled)
        {
            settings[$"DOMICILE_{name.ToUpperInvariant()}"] = value;
        }

        return settings;
    }
}
