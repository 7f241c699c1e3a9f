using Amazon.CDK.AWS.EC2;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Network;

/// <summary>
/// The second fence around data nodes, for when a security group is opened by mistake: only service networks
/// of the region's own sites may call, and nothing but answers goes back.
/// </summary>
internal sealed class DataGate
{
    private const int FirstRule = 100;
    
    /// <summary>TCP by its number, as NACLs want it.</summary>
    private const int Tcp = 6;

    private const int EphemeralFirst = 1024;
    private const int PortLast = 65535;

    private readonly Construct scope;
    private readonly CfnNetworkAcl list;

    public DataGate(Construct scope, SitePlan site, CfnVPC network, Tier data)
    {
        this.scope = scope;
        list = new CfnNetworkAcl(scope, "DataGate", new CfnNetworkAclProps { VpcId = network.AttrVpcId });
        Amazon.CDK.Tags.Of(list).Add("Name", $"{Amazon.CDK.Stack.Of(scope).StackName}-Data");
        foreach (var (zone, subnet) in data.Subnets.Index())
        {
            _ = new CfnSubnetNetworkAclAssociation(scope, $"DataGate{zone}", new CfnSubnetNetworkAclAssociationProps
            {
                NetworkAclId = list.AttrId,
                SubnetId = subnet.AttrSubnetId,
            });
        }

        // Nodes among themselves, across zones: calls and answers.
        Allow("Own", FirstRule, site.Data.ToString(), (EphemeralFirst, PortLast));
        foreach (var (place, other) in site.Region.Sites.Index())
        {
            Allow(
                SiteNames.Part(other, "Service"),
                FirstRule + 1 + place,
                other.Service.ToString(),
                (Doors.Postgres, Doors.Postgres));
        }
    }

    /// <summary>Rules for the same addresses in both directions; NACLs keep no account of answers.</summary>
    private void Allow(string id, int number, string addresses, (int First, int Last) into)
    {
        Entry(new Rule($"DataGate{id}In", number, addresses, false), into);
        Entry(new Rule($"DataGate{id}Out", number, addresses, true), (EphemeralFirst, PortLast));
    }

    private void Entry(Rule rule, (int First, int Last) ports) =>
        _ = new CfnNetworkAclEntry(scope, rule.Id, new CfnNetworkAclEntryProps
        {
            NetworkAclId = list.AttrId,
            RuleNumber = rule.Number,
            RuleAction = "allow",
            Protocol = Tcp,
            CidrBlock = rule.Addresses,
            Egress = rule.IsOutwards,
            PortRange = new CfnNetworkAclEntry.PortRangeProperty { From = ports.First, To = ports.Last },
        });

    private sealed record Rule(string Id, int Number, string Addresses, bool IsOutwards);
}
