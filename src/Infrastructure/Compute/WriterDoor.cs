using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute;

/// <summary>
/// The writer site's door for the region's reader sites, which hand writes on to it: a load balancer without an address
/// in the internet, so that what is handed on stays in the region's own networks. A region of one site has none.
/// </summary>
internal static class WriterDoor
{
    private const string Id = "WriterDoor";

    /// <param name="scope">The writer site's stack.</param>
    /// <param name="site">The writer site.</param>
    /// <param name="parts">What else stands in it.</param>
    /// <param name="targets">Whom it calls: those that answer requests.</param>
    /// <returns>The load balancer, and its group for rules to its targets.</returns>
    public static (LoadBalancer Balancer, CfnSecurityGroup Group) Open(
        Construct scope, SitePlan site, SiteParts parts, CfnTargetGroup targets)
    {
        var doors = new Doors(scope, parts.Network.ServiceVpc);
        var group = doors.Group($"{Id}Group", "Writes from reader sites");
        foreach (var reader in site.Region.ReaderSites)
        {
            foreach (var zone in Enumerable.Range(0, SubnetPlan.ZoneCount))
            {
                var block = new SubnetPlan(reader.Service).Wide(zone).ToString();
                doors.AllowFrom(group, SiteNames.Part(reader, $"Service{zone}"), block, Doors.Https);
            }
        }

        var place = new LoadBalancerPlace(
            IsPublic: false, parts.ServiceSubnets, group.AttrGroupId, targets);
        return (new LoadBalancer(scope, Id, place, parts.Edge.Certificate), group);
    }
}
