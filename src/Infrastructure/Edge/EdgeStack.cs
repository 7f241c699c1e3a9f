using Amazon.CDK.AWS.CertificateManager;
using Constructs;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// A site's part of its region's host name: who signs in, at the writer site, and the site's certificate for the
/// hosts that it answers at. The region's API has no edge elsewhere, so that TLS ends in the region.
/// </summary>
internal sealed class EdgeStack : WorldStack
{
    /// <param name="scope">The app.</param>
    /// <param name="world">The world.</param>
    /// <param name="site">The site.</param>
    /// <param name="zone">The region's zone, at the writer site; null at the others.</param>
    public EdgeStack(Construct scope, WorldPlan world, SitePlan site, ZoneStack? zone)
        : base(scope, site, "Edge")
    {
        var region = site.Region;
        if (DelegationStack.IsOurs(world, region))
        {
            // Until then nobody finds the zone, and no certificate is issued.
            StandsAfter(NameOf(PagesStack.Site, DelegationStack.Room(region)));
        }

        if (zone is null)
        {
            var from = (NameOf(region.WriterSite, ZoneStack.Room), ZoneStack.IdOutput);
            Zone = Filled(ZoneStack.IdOutput, from, $"The zone of {region.Host}").ValueAsString;
        }
        else
        {
            Zone = zone.ZoneId;
            if (region.Topology.Aws.Issuer is null)
            {
                AddLogin(site);
            }
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

    /// <summary>The ARN of the site's certificate.</summary>
    public string Certificate { get; }

    /// <summary>The region's own user pool, at the writer site, unless the topology names another issuer.</summary>
    private void AddLogin(SitePlan site)
    {
        var pool = new UserPool(this, site);
        GiveOut("Issuer", pool.Issuer, $"Whose tokens {site.Region.Name} trusts");
        GiveOut("Audiences", pool.Audiences, $"Client ids whose tokens {site.Region.Name} takes");
    }

    private static string[] Hosts(SitePlan site) => [site.Region.Host, .. Others(site)];

    private static string[] Others(SitePlan site) => site.IsWriter && site.Region.ReaderSites.Any()
        ? [Names.SiteHost(site), Names.WriterHost(site.Region)]
        : [Names.SiteHost(site)];
}
