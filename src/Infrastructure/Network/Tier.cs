using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Network;

/// <summary>Three subnets of one network, one a zone, each with a route table of its own.</summary>
internal sealed class Tier
{
    /// <param name="scope">The stack.</param>
    /// <param name="network">The network that is cut.</param>
    /// <param name="name">Begins the logical ids, such as <c>Public</c>.</param>
    /// <param name="blocks">The addresses of a zone, by its number from 0.</param>
    public Tier(Construct scope, CfnVPC network, string name, Func<int, AddressBlock> blocks)
    {
        Name = name;
        Network = network;
        Blocks = [.. Enumerable.Range(0, SubnetPlan.ZoneCount).Select(blocks)];
        Subnets = [.. Blocks.Select((block, zone) => Subnet(scope, network, block, zone))];
        Tables = [.. Subnets.Select((subnet, zone) => Table(scope, network, subnet, zone))];
    }

    public string Name { get; }

    public CfnVPC Network { get; }

    public IReadOnlyList<AddressBlock> Blocks { get; }

    public IReadOnlyList<CfnSubnet> Subnets { get; }

    public IReadOnlyList<CfnRouteTable> Tables { get; }

    /// <summary>The subnets' ids, for resources that want them all.</summary>
    public string[] Ids => [.. Subnets.Select(subnet => subnet.AttrSubnetId)];

    private CfnSubnet Subnet(Construct scope, CfnVPC network, AddressBlock block, int zone)
    {
        var subnet = new CfnSubnet(scope, $"{Name}Subnet{zone}", new CfnSubnetProps
        {
            VpcId = network.AttrVpcId,
            CidrBlock = block.ToString(),
            AvailabilityZone = Fn.Select(zone, Fn.GetAzs()),
            MapPublicIpOnLaunch = false,
        });
        Tags.Of(subnet).Add("Name", $"{Stack.Of(scope).StackName}-{Name}{zone}");
        Tags.Of(subnet).Add("domicile:tier", Name.ToLowerInvariant());
        return subnet;
    }

    private CfnRouteTable Table(Construct scope, CfnVPC network, CfnSubnet subnet, int zone)
    {
        var table = new CfnRouteTable(scope, $"{Name}Table{zone}", new CfnRouteTableProps
        {
            VpcId = network.AttrVpcId,
        });
        Tags.Of(table).Add("Name", $"{Stack.Of(scope).StackName}-{Name}{zone}");
        _ = new CfnSubnetRouteTableAssociation(scope, $"{Name}Table{zone}Use", new CfnSubnetRouteTableAssociationProps
        {
            RouteTableId = table.AttrRouteTableId,
            SubnetId = subnet.AttrSubnetId,
        });
        return table;
    }
}
