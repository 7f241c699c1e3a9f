using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Network.Crossing;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Network;

/// <summary>The two networks of a site: one for servers and functions, one for data nodes.</summary>
internal sealed class NetworkStack : WorldStack
{
    public const string Room = "Network";

    /// <summary>The outputs that name the hub, where there is one, and the two networks.</summary>
    public const string HubOutput = "HubId";

    public const string ServiceOutput = "ServiceNetworkId";

    public const string DataOutput = "DataNetworkId";

    private readonly Tier publics;
    private readonly SiteGroups groups;

    public NetworkStack(Construct scope, SitePlan site)
        : base(scope, site, Room)
    {
        ServiceVpc = Vpc("Service", site.Service.ToString());
        DataVpc = Vpc("Data", site.Data.ToString());
        publics = new Tier(this, ServiceVpc, "Public", new SubnetPlan(site.Service).Public);
        Services = new Tier(this, ServiceVpc, "Service", new SubnetPlan(site.Service).Wide);
        Data = new Tier(this, DataVpc, "Data", new SubnetPlan(site.Data).Wide);
        groups = new SiteGroups(this, site, ServiceVpc, DataVpc);
        new InternetAccess(this, ServiceVpc, publics, SubnetPlan.ZoneCount).LetOut(Services);
        AwsDoors.Open(this, site, Services, groups.Endpoint);
        _ = new DataGate(this, site, DataVpc, Data);
        var logs = new FlowLogs(this, $"/domicile/{site.Region.Name}/flow");
        logs.Keep(ServiceVpc);
        logs.Keep(DataVpc);
        if (site.Region.Topology.Aws.Joining == Joining.TransitGateway)
        {
            Hub = new Hub(this, site, Services, Data);
            GiveOut(HubOutput, Hub.Gateway.AttrId, "The site's Transit Gateway");
        }
        else
        {
            Join(site);
        }

        GiveOut(ServiceOutput, ServiceVpc.AttrVpcId, "The network of servers and functions");
        GiveOut(DataOutput, DataVpc.AttrVpcId, "The network of data nodes");
        LendAll();
    }

    /// <summary>The Transit Gateway; null where networks are joined one to one.</summary>
    public Hub? Hub { get; }

    /// <summary>The subnets of servers and functions, with their routes.</summary>
    public Tier Services { get; }

    /// <summary>The subnets of data nodes, with their routes.</summary>
    public Tier Data { get; }

    public CfnVPC ServiceVpc { get; }

    public CfnVPC DataVpc { get; }

    /// <summary>Three, one a zone: what the internet may call, and nothing else.</summary>
    public IReadOnlyList<CfnSubnet> PublicSubnets => publics.Subnets;

    /// <summary>Three, one a zone: servers and functions, which the internet cannot call.</summary>
    public IReadOnlyList<CfnSubnet> ServiceSubnets => Services.Subnets;

    /// <summary>Three, one a zone: data nodes, with no way to the internet and none from it.</summary>
    public IReadOnlyList<CfnSubnet> DataSubnets => Data.Subnets;

    /// <summary>The API's load balancer: anybody may call it on 443, and it calls servers on 8080.</summary>
    public CfnSecurityGroup LoadBalancerGroup => groups.LoadBalancer;

    /// <summary>Api and workers: called on 8080 by the load balancer; call data nodes, AWS and HTTPS.</summary>
    public CfnSecurityGroup ServerGroup => groups.Server;

    /// <summary>Functions: called by nobody through the network; call data nodes, AWS and HTTPS.</summary>
    public CfnSecurityGroup LambdaGroup => groups.Lambda;

    /// <summary>Data nodes: called on 5432 by the region's servers and functions, and by one another.</summary>
    public CfnSecurityGroup DatabaseGroup => groups.Database;

    /// <summary>The doors to AWS itself: called on 443 by what stands in the service subnets.</summary>
    public CfnSecurityGroup EndpointGroup => groups.Endpoint;

    /// <summary>
    /// Everything that servers may stand on is given out, whether today's servers use it or not: CloudFormation takes
    /// nothing back that a standing stack still uses, and this stack is deployed before that of the servers.
    /// </summary>
    private void LendAll()
    {
        foreach (var subnet in publics.Subnets.Concat(Services.Subnets))
        {
            ExportValue(subnet.AttrSubnetId);
        }

        foreach (var group in new[] { groups.LoadBalancer, groups.Server, groups.Lambda })
        {
            ExportValue(group.AttrGroupId);
        }

        ExportValue(ServiceVpc.AttrVpcId);
    }

    private void Join(SitePlan site)
    {
        var connection = new CfnVPCPeeringConnection(this, "Connection", new CfnVPCPeeringConnectionProps
        {
            VpcId = ServiceVpc.AttrVpcId,
            PeerVpcId = DataVpc.AttrVpcId,
        });
        Amazon.CDK.Tags.Of(connection).Add("Name", StackName);
        var ways = new Ways(this);
        ways.ToPeer(Services, "Data", site.Data, connection.AttrId);
        ways.ToPeer(Data, "Service", site.Service, connection.AttrId);
    }

    private CfnVPC Vpc(string name, string addresses)
    {
        var network = new CfnVPC(this, name, new CfnVPCProps
        {
            CidrBlock = addresses,
            EnableDnsHostnames = true,
            EnableDnsSupport = true,
        });
        Amazon.CDK.Tags.Of(network).Add("Name", $"{StackName}-{name}");
        return network;
    }
}
