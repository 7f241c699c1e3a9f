using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Network;

/// <summary>
/// Who may call whom in a site. Addresses are those of the region's own sites, so that no rule names another region of
/// ours; every site of a region may serve as its writer site, so each lets all of the others in.
/// </summary>
internal sealed class SiteGroups
{
    public SiteGroups(Construct scope, SitePlan site, CfnVPC service, CfnVPC data)
    {
        var servers = new Doors(scope, service);
        LoadBalancer = servers.Group("LoadBalancerGroup", "The load balancer of the API");
        Server = servers.Group("ServerGroup", "Servers: api and workers");
        Lambda = servers.Group("LambdaGroup", "Functions: api, workers and delivery");
        Endpoint = servers.Group("EndpointGroup", "The doors to AWS itself");
        var nodes = new Doors(scope, data);
        Database = nodes.Group("DatabaseGroup", "Data nodes: shards, register and keys");

        // The one way in from the internet: the API is for everybody.
        servers.AllowFrom(LoadBalancer, "Anywhere", Doors.Anywhere, Doors.Https);
        servers.Allow(LoadBalancer, Server, Doors.Server);
        foreach (var caller in new[] { Server, Lambda })
        {
            // Queues of other AWS Regions, issuers of tokens and institutions have no addresses that could be named.
            servers.AllowTo(caller, "Anywhere", Doors.Anywhere, Doors.Https);
            servers.Allow(caller, Endpoint, Doors.Https);
        }

        // Nodes move ranges among themselves.
        nodes.Allow(Database, Database, Doors.Postgres);
        foreach (var other in site.Region.Sites)
        {
            OpenTo(servers, other);
            OpenFrom(nodes, other);
        }

        foreach (var zone in Enumerable.Range(0, SubnetPlan.ZoneCount))
        {
            var block = new SubnetPlan(site.Service).Wide(zone);
            servers.AllowFrom(Endpoint, $"Service{zone}", block.ToString(), Doors.Https);
        }
    }

    public CfnSecurityGroup LoadBalancer { get; }

    public CfnSecurityGroup Server { get; }

    public CfnSecurityGroup Lambda { get; }

    public CfnSecurityGroup Database { get; }

    public CfnSecurityGroup Endpoint { get; }

    private void OpenTo(Doors servers, SitePlan site)
    {
        foreach (var zone in Enumerable.Range(0, SubnetPlan.ZoneCount))
        {
            var block = new SubnetPlan(site.Data).Wide(zone).ToString();
            servers.AllowTo(Server, SiteNames.Part(site, $"Data{zone}"), block, Doors.Postgres);
            servers.AllowTo(Lambda, SiteNames.Part(site, $"Data{zone}"), block, Doors.Postgres);
        }
    }

    private void OpenFrom(Doors nodes, SitePlan site)
    {
        foreach (var zone in Enumerable.Range(0, SubnetPlan.ZoneCount))
        {
            var block = new SubnetPlan(site.Service).Wide(zone).ToString();
            nodes.AllowFrom(Database, SiteNames.Part(site, $"Service{zone}"), block, Doors.Postgres);
        }
    }
}
