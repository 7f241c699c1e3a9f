using Amazon.CDK.AWS.Route53;
using Constructs;
using Domicile.Infrastructure.Edge;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute;

/// <summary>
/// The names that lead to a site: its own, and the region's, which leads each caller to the nearest site that answers.
/// Only sites of the region stand behind it: where somebody is, is not where their data belong.
/// </summary>
internal sealed class SiteHosts(Construct scope, SitePlan site, EdgeStack edge)
{
    private const int CheckSeconds = 30;
    private const int FailuresMax = 3;

    private readonly List<CfnRecordSet> records = [];

    /// <summary>What leads callers here, for whoever has to stand before they come.</summary>
    public IReadOnlyList<CfnRecordSet> Records => records;

    /// <param name="region">What answers at the region's host.</param>
    /// <param name="own">What answers at the site's own host; the same door or another.</param>
    public void LeadTo(HostTarget region, HostTarget own)
    {
        Alias("SiteHost", Names.SiteHost(site), own);
        if (site.Region.Sites.Count == 1)
        {
            Alias("RegionHost", site.Region.Host, region);
            return;
        }

        var check = new CfnHealthCheck(scope, "SiteCheck", new CfnHealthCheckProps
        {
            HealthCheckConfig = new CfnHealthCheck.HealthCheckConfigProperty
            {
                Type = "HTTPS",
                FullyQualifiedDomainName = Names.SiteHost(site),
                Port = 443,
                ResourcePath = "/health/ready",
                RequestInterval = CheckSeconds,
                FailureThreshold = FailuresMax,
                EnableSni = true,
            },
            HealthCheckTags = Tags,
        });
        records.Add(new CfnRecordSet(scope, "RegionHost", new CfnRecordSetProps
        {
            HostedZoneId = edge.Zone,
            Name = site.Region.Host,
            Type = "A",
            AliasTarget = Target(region),
            Region = site.Name,
            SetIdentifier = site.Name,
            HealthCheckId = check.AttrHealthCheckId,
        }));
    }

    /// <summary>
    /// The writer site's door for the region's other sites, which has no address outside of the region.
    /// </summary>
    public void LeadWritersTo(HostTarget door) => Alias("WriterHost", Names.WriterHost(site.Region), door);

    private object[] Tags =>
    [
        .. ((WorldStack)Amazon.CDK.Stack.Of(scope)).Labels.Select(tag =>
            new CfnHealthCheck.HealthCheckTagProperty { Key = tag.Key, Value = tag.Value }),
    ];

    private void Alias(string id, string host, HostTarget target) =>
        records.Add(new CfnRecordSet(scope, id, new CfnRecordSetProps
        {
            HostedZoneId = edge.Zone,
            Name = host,
            Type = "A",
            AliasTarget = Target(target),
        }));

    private static CfnRecordSet.AliasTargetProperty Target(HostTarget target) => new()
    {
        DnsName = target.Name,
        HostedZoneId = target.Zone,
        EvaluateTargetHealth = target.IsWatched,
    };
}
