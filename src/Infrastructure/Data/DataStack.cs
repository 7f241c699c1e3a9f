using Amazon.CDK;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Network;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// The data nodes of a site, and where its servers find them. The writer site begins a Global Database for each node
/// when the region has reader sites, and a plain cluster when it has none; a reader site has a cluster that follows.
/// No node has a member outside its region.
/// </summary>
internal sealed class DataStack : WorldStack
{
    private readonly List<BegunNode> begun = [];
    private readonly SitePlan site;
    private readonly KeysStack keys;
    private readonly ClusterGround ground;

    public DataStack(Construct scope, SitePlan site, NetworkStack network, KeysStack keys)
        : base(scope, site, "Data")
    {
        this.site = site;
        this.keys = keys;
        ground = new ClusterGround
        {
            Subnets = ClusterGround.SubnetsOf(this, network.DataSubnets),
            Parameters = ClusterGround.ParametersOf(this),
            Group = network.DatabaseGroup.AttrGroupId,
            Key = keys.DataKey.AttrArn,
            Capacity = site.Region.Topology.Aws.Database,
            BackupDays = NodePlan.BackupDaysOf(site.Region),
        };
        foreach (var reader in site.IsWriter ? site.Region.ReaderSites : [])
        {
            // Secrets are copied there under that site's key.
            StandsAfter(NameOf(reader, "Keys"));
        }

        foreach (var node in NodePlan.Of(site.Region))
        {
            if (site.IsWriter)
            {
                Begin(node);
            }
            else
            {
                Follow(node);
            }
        }
    }

    /// <summary>The nodes that begin in this site, with their clusters and their administrators' secrets.</summary>
    public IReadOnlyList<BegunNode> Begun => begun;

    private void Begin(NodePlan node)
    {
        var admin = NodeSecrets.Admin(this, node, keys.DataKey, site.Region.ReaderSites);
        var cluster = new NodeCluster(this, node, ground);
        cluster.TakeWrites(NodeSecrets.Reference(admin));
        if (site.Region.ReaderSites.Any())
        {
            var global = new CfnGlobalCluster(this, node.Id("Global"), new CfnGlobalClusterProps
            {
                GlobalClusterIdentifier = Names.GlobalCluster(node.Region, node.Name),
                Engine = Engine.Name,
                EngineVersion = Engine.Version,
                StorageEncrypted = true,
                DeletionProtection = true,
            });
            TagUnknown(global, node.Name);
            global.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
            cluster.Begin(global.Ref);
        }

        var primary = new CfnParameter(this, node.Id("Primary"), new CfnParameterProps
        {
            Type = "String",
            Default = string.Empty,
            Description = $"HOST:PORT of the primary of {node.Name} when another site has taken over, else empty",
        });
        var isHere = new CfnCondition(this, node.Id("IsHere"), new CfnConditionProps
        {
            Expression = Fn.ConditionEquals(primary.ValueAsString, string.Empty),
        });
        begun.Add(new BegunNode(node, cluster.Host, admin));
        Finish(node, cluster, Fn.ConditionIf(isHere.LogicalId, cluster.Endpoint, primary.ValueAsString).ToString()!);
    }

    private void Follow(NodePlan node)
    {
        var cluster = new NodeCluster(this, node, ground);
        cluster.Follow(Names.GlobalCluster(node.Region, node.Name), site.Region.WriterSite.Name);
        var primary = Filled(
            node.Id("Primary"),
            (NameOf(site.Region.WriterSite, "Data"), node.Id("Endpoint")),
            $"HOST:PORT of the primary of {site.Region.Name}/{node.Name}");
        Finish(node, cluster, primary.ValueAsString);
    }

    /// <summary>
    /// Servers are never told the Global Database's own endpoint: it would turn to a promoted site by itself, and they
    /// would write there before the register has raised the shard's epoch.
    /// </summary>
    private void Finish(NodePlan node, NodeCluster cluster, string primary)
    {
        var instances = node.InstancesIn(site);
        cluster.Fill(instances);
        GiveOut(
            node.Id("Endpoint"),
            cluster.Endpoint,
            $"HOST:PORT of {site.Region.Name}/{node.Name} in this site, which takes writes while its primary is here");
        NodeParameter.Write(
            this, node, primary, instances > (site.IsWriter ? 1 : 0) ? cluster.ReadEndpoint : null);
    }
}
