using Constructs;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// The central database, in the world's own account and a network that no region's joins: figures, and nothing of any
/// user. A plain cluster: what it holds can be sent again.
/// </summary>
internal sealed class CentralDataStack : WorldStack
{
    /// <summary>As long as Aurora itself can keep them.</summary>
    public const int BackupDays = NodePlan.BackupDaysMax;

    public CentralDataStack(Construct scope, WorldPlan world, CentralNetworkStack network, CentralKeysStack keys)
        : base(scope, world, world.CentralSite, "Data")
    {
        var node = NodePlan.Centre;
        var cluster = new NodeCluster(this, node, new ClusterGround
        {
            Subnets = ClusterGround.SubnetsOf(this, network.Subnets),
            Parameters = ClusterGround.ParametersOf(this),
            Group = network.DatabaseGroup.AttrGroupId,
            Key = keys.DataKey.AttrArn,
            Capacity = DatabaseCapacity.Default,
            BackupDays = BackupDays,
        });
        var admin = NodeSecrets.Admin(this, node, keys.DataKey, []);
        cluster.TakeWrites(NodeSecrets.Reference(admin));
        cluster.Fill(1 + node.Replicas);
        NodeParameter.Write(this, node, cluster.Endpoint, cluster.ReadEndpoint);
        Begun = new BegunNode(node, cluster.Host, admin);
    }

    /// <summary>The central database, with its administrator's secret.</summary>
    public BegunNode Begun { get; }
}
