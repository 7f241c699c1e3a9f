using Amazon.CDK.AWS.EC2;
using Constructs;

namespace Domicile.Infrastructure.Network;

/// <summary>
/// Makes security groups that let nothing in or out but what is asked of them. Each rule is a resource of its own, so
/// that two groups can name one another.
/// </summary>
internal sealed class Doors(Construct scope, CfnVPC network)
{
    public const int Https = 443;
    public const int Postgres = 5432;

    /// <summary>Where servers and functions listen, behind the load balancer.</summary>
    public const int Server = 8080;

    /// <summary>Every address of the internet.</summary>
    public const string Anywhere = "0.0.0.0/0";

    private const string Tcp = "tcp";

    /// <summary>
    /// A rule that is no way out: a group without one is given a way to everywhere by AWS itself. Nothing goes to this
    /// address, and ICMP has no such type.
    /// </summary>
    private static readonly CfnSecurityGroup.EgressProperty Nowhere = new()
    {
        IpProtocol = "icmp",
        FromPort = 252,
        ToPort = 86,
        CidrIp = "255.255.255.255/32",
        Description = "No way out but those of the group's own rules",
    };

    public CfnSecurityGroup Group(string name, string description)
    {
        var group = new CfnSecurityGroup(scope, name, new CfnSecurityGroupProps
        {
            VpcId = network.AttrVpcId,
            GroupDescription = description,
            SecurityGroupEgress = new object[] { Nowhere },
        });
        Amazon.CDK.Tags.Of(group).Add("Name", $"{Amazon.CDK.Stack.Of(scope).StackName}-{name}");
        return group;
    }

    /// <summary>Lets one group call another of the same network on one port.</summary>
    public void Allow(CfnSecurityGroup from, CfnSecurityGroup to, int port)
    {
        var id = $"{from.Node.Id}To{to.Node.Id}{port}";
        _ = new CfnSecurityGroupEgress(scope, $"{id}Out", new CfnSecurityGroupEgressProps
        {
            GroupId = from.AttrGroupId,
            DestinationSecurityGroupId = to.AttrGroupId,
            IpProtocol = Tcp,
            FromPort = port,
            ToPort = port,
            Description = $"To {to.Node.Id}",
        });
        _ = new CfnSecurityGroupIngress(scope, $"{id}In", new CfnSecurityGroupIngressProps
        {
            GroupId = to.AttrGroupId,
            SourceSecurityGroupId = from.AttrGroupId,
            IpProtocol = Tcp,
            FromPort = port,
            ToPort = port,
            Description = $"From {from.Node.Id}",
        });
    }

    /// <summary>Lets a group call addresses on one port.</summary>
    /// <param name="from">The group.</param>
    /// <param name="what">Whose addresses they are, as part of a logical id.</param>
    /// <param name="addresses">A block of addresses.</param>
    /// <param name="port">The port that is called.</param>
    public void AllowTo(CfnSecurityGroup from, string what, string addresses, int port) =>
        _ = new CfnSecurityGroupEgress(scope, $"{from.Node.Id}To{what}{port}Out", new CfnSecurityGroupEgressProps
        {
            GroupId = from.AttrGroupId,
            CidrIp = addresses,
            IpProtocol = Tcp,
            FromPort = port,
            ToPort = port,
            Description = $"To {what}",
        });

    /// <summary>Lets addresses call a group on one port.</summary>
    /// <param name="to">The group.</param>
    /// <param name="what">Whose addresses they are, as part of a logical id.</param>
    /// <param name="addresses">A block of addresses.</param>
    /// <param name="port">The port that is called.</param>
    public void AllowFrom(CfnSecurityGroup to, string what, string addresses, int port) =>
        _ = new CfnSecurityGroupIngress(scope, $"{what}To{to.Node.Id}{port}In", new CfnSecurityGroupIngressProps
        {
            GroupId = to.AttrGroupId,
            CidrIp = addresses,
            IpProtocol = Tcp,
            FromPort = port,
            ToPort = port,
            Description = $"From {what}",
        });
}
