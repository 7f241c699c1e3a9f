using System.Globalization;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.RDS;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// The Aurora cluster of one node in one site. It takes writes, or it follows one of another site in the same Global
/// Database; either way its data are encrypted with the site's own key and stay when the stack goes.
/// </summary>
internal sealed class NodeCluster
{
    /// <summary>What Database Insights in its advanced mode asks for.</summary>
    private const int InsightsDays = 465;

    private const string Serverless = "db.serverless";

    private readonly Construct scope;
    private readonly NodePlan node;
    private readonly ClusterGround ground;

    public NodeCluster(Construct scope, NodePlan node, ClusterGround ground)
    {
        this.scope = scope;
        this.node = node;
        this.ground = ground;
        var name = Names.Cluster(node.Region, node.Name);
        var logs = new CfnLogGroup(scope, node.Id("Logs"), new CfnLogGroupProps
        {
            LogGroupName = $"/aws/rds/cluster/{name}/postgresql",
            KmsKeyId = ground.Key,
            RetentionInDays = ground.LogDays,
        });
        logs.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        Cluster = new CfnDBCluster(scope, node.Id("Cluster"), new CfnDBClusterProps
        {
            DbClusterIdentifier = name,
            Engine = Engine.Name,
            EngineVersion = Engine.Version,
            DbClusterParameterGroupName = ground.Parameters.Ref,
            DbSubnetGroupName = ground.Subnets.Ref,
            VpcSecurityGroupIds = [ground.Group],
            Port = Engine.Port,
            StorageEncrypted = true,
            KmsKeyId = ground.Key,
            BackupRetentionPeriod = ground.BackupDays,
            CopyTagsToSnapshot = true,
            DeletionProtection = true,
            EnableIamDatabaseAuthentication = false,
            EnableCloudwatchLogsExports = ["postgresql"],
            PerformanceInsightsEnabled = true,
            PerformanceInsightsKmsKeyId = ground.Key,
            PerformanceInsightsRetentionPeriod = InsightsDays,
            ServerlessV2ScalingConfiguration = ground.Capacity.Instance is not null
                ? null
                : new CfnDBCluster.ServerlessV2ScalingConfigurationProperty
                {
                    MinCapacity = (double)ground.Capacity.Minimum,
                    MaxCapacity = (double)ground.Capacity.Maximum,
                },
        });

        // Newer than the CDK that is used here.
        Cluster.AddPropertyOverride("DatabaseInsightsMode", "advanced");
        Cluster.AddDependency(logs);
        Cluster.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
    }

    public CfnDBCluster Cluster { get; }

    /// <summary>
    /// The host of its primary when the cluster takes writes. It is made of the replicas' host, which every cluster
    /// tells: one that follows a cluster of another site tells no host for writes, and a stack that asks for it fails.
    /// </summary>
    public string Host => Fn.Join(".cluster-", Fn.Split(".cluster-ro-", Cluster.AttrReadEndpointAddress));

    /// <summary>Where its primary is when the cluster takes writes.</summary>
    public string Endpoint => $"{Host}:{Text(Engine.Port)}";

    /// <summary>Where its replicas are, whichever of them answers.</summary>
    public string ReadEndpoint => $"{Cluster.AttrReadEndpointAddress}:{Text(Engine.Port)}";

    /// <summary>Has it take writes from its first day.</summary>
    /// <param name="password">A reference to the administrator's password, which is in no template.</param>
    public void TakeWrites(string password)
    {
        Cluster.DatabaseName = NodePlan.Database;
        Cluster.MasterUsername = NodePlan.Admin;
        Cluster.MasterUserPassword = password;
    }

    /// <summary>Puts it into a Global Database, as the first, which takes writes.</summary>
    public void Begin(string globalCluster) => Cluster.GlobalClusterIdentifier = globalCluster;

    /// <summary>Has it follow the first cluster of a Global Database.</summary>
    /// <param name="globalCluster">The Global Database's identifier.</param>
    /// <param name="source">
    /// The AWS Region of the first: without it the copy of an encrypted cluster is refused. It says where the copy came
    /// from when it was made, and stays as it is when another site takes over.
    /// </param>
    public void Follow(string globalCluster, string source)
    {
        Cluster.GlobalClusterIdentifier = globalCluster;
        Cluster.SourceRegion = source;
    }

    /// <summary>Gives it so many instances, which Aurora spreads over the zones of its subnets.</summary>
    public void Fill(int instances)
    {
        for (var i = 0; i < instances; i++)
        {
            var instance = new CfnDBInstance(scope, node.Id($"Instance{Text(i)}"), new CfnDBInstanceProps
            {
                DbClusterIdentifier = Cluster.Ref,
                DbInstanceIdentifier = $"{Names.Cluster(node.Region, node.Name)}-{Text(i)}",
                DbInstanceClass = ground.Capacity.Instance ?? Serverless,
                Engine = Engine.Name,
                CaCertificateIdentifier = Engine.Authority,
                PubliclyAccessible = false,

                // The smaller takes over first; of Serverless the first two grow as the primary does.
                PromotionTier = i,
                AutoMinorVersionUpgrade = false,
            });
            instance.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
