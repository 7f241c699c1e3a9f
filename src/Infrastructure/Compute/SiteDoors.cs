using Amazon.CDK.AWS.AutoScaling;
using Constructs;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute;

/// <summary>
/// A site's load balancers where servers run on instances: the one for everybody, and at the writer site the one for
/// the region's other sites.
/// </summary>
internal sealed class SiteDoors
{
    private readonly List<string> targets = [];
    private readonly SiteHosts hosts;

    /// <param name="scope">The site's stack.</param>
    /// <param name="site">Where they stand.</param>
    /// <param name="parts">What else stands there.</param>
    /// <param name="port">Where the instances answer.</param>
    public SiteDoors(Construct scope, SitePlan site, SiteParts parts, int port)
    {
        var network = parts.Network;
        var called = ServerTargets.Instances(scope, "Targets", network.ServiceVpc.AttrVpcId, port);
        targets.Add(called.Ref);
        var place = new LoadBalancerPlace(
            IsPublic: true, parts.PublicSubnets, network.LoadBalancerGroup.AttrGroupId, called);
        var balancer = new LoadBalancer(scope, "Door", place, parts.Edge.Certificate);
        var doors = new Doors(scope, network.ServiceVpc);
        if (port != Doors.Server)
        {
            doors.Allow(network.LoadBalancerGroup, network.ServerGroup, port);
        }

        hosts = new SiteHosts(scope, site, parts.Edge);
        hosts.LeadTo(balancer.Target, balancer.Target);
        if (site.IsWriter && site.Region.ReaderSites.Any())
        {
            var handedOn = ServerTargets.Instances(scope, "WriterDoorTargets", network.ServiceVpc.AttrVpcId, port);
            targets.Add(handedOn.Ref);
            var (writerDoor, group) = WriterDoor.Open(scope, site, parts, handedOn);
            doors.Allow(group, network.ServerGroup, port);
            hosts.LeadWritersTo(writerDoor.Target);
        }
    }

    /// <summary>ARNs of the target groups that instances belong to.</summary>
    public string[] TargetArns => [.. targets];

    /// <summary>
    /// Has the hosts lead here only when those instances stand: a region that comes from another compute is served by
    /// it until then.
    /// </summary>
    public void WaitFor(CfnAutoScalingGroup instances)
    {
        foreach (var record in hosts.Records)
        {
            record.AddDependency(instances);
        }
    }
}
