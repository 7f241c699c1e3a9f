using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.Route53;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// A site's part of its region's host name: the zone, which the writer site has, and the site's certificate for the
/// hosts that it answers at. The region's API has no edge elsewhere, so that TLS ends in the region.
/// </summary>
internal sealed class EdgeStack : WorldStack
{
    public EdgeStack(Construct scope, SitePlan site)
        : base(scope, site, "Edge")
    {
        var region = site.Region;
        if (site.IsWriter)
        {
            var zone = new CfnHostedZone(this, "Zone", new CfnHostedZoneProps
            {
                Name = region.Host,
                HostedZoneConfig = new CfnHostedZone.HostedZoneConfigProperty { Comment = $"Region {region.Name}" },
            });
            zone.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
            Zone = zone.AttrId;
            GiveOut("ZoneId", Zone, $"The zone of {region.Host}");
            Login = region.Topology.Aws.Issuer is null ? new UserPool(this, site) : null;
            if (Login is not null)
            {
                GiveOut("Issuer", Login.Issuer, $"Whose tokens {region.Name} trusts");
                GiveOut("Audiences", Login.Audience, $"Client ids whose tokens {region.Name} takes");
            }

            GiveOut("NameServers", Fn.Join(",", zone.AttrNameServers), $"Who knows {region.Host}: the domain says so");
        }
        else
        {
            var from = (NameOf(region.WriterSite, "Edge"), "ZoneId");
            Zone = Filled("ZoneId", from, $"The zone of {region.Host}").ValueAsString;
        }

        Certificate = new CfnCertificate(this, "Certificate", new CfnCertificateProps
        {
            DomainName = region.Host,
            SubjectAlternativeNames = Others(site),
            ValidationMethod = "DNS",
            DomainValidationOptions = Hosts(site)
                .Select(host => (object)new CfnCertificate.DomainValidationOptionProperty
                {
                    DomainName = host,
                    HostedZoneId = Zone,
                })
                .ToArray(),
        }).Ref;
    }

    /// <summary>The id of the region's hosted zone.</summary>
    public string Zone { get; }

    /// <summary>
    /// The region's own user pool; null in reader sites, and where the topology names another issuer.
    /// </summary>
    public UserPool? Login { get; }

    /// <summary>The ARN of the site's certificate.</summary>
    public string Certificate { get; }

    private static string[] Hosts(SitePlan site) => [site.Region.Host, .. Others(site)];

    private static string[] Others(SitePlan site) => site.IsWriter && site.Region.ReaderSites.Any()
        ? [Names.SiteHost(site), Names.WriterHost(site.Region)]
        : [Names.SiteHost(site)];
}
