using Amazon.CDK;
using Amazon.CDK.AWS.AutoScaling;
using Amazon.CDK.AWS.EKS;
using Amazon.CDK.AWS.Logs;
using Domicile.Infrastructure.Compute.Functions;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Kubernetes;

/// <summary>
/// A site's Kubernetes cluster: reached from the site's own networks only, its secrets under the site's key, its lines
/// kept. Who may do what in it is said by access entries, and by nothing inside of it.
/// </summary>
internal sealed class SiteCluster
{
    /// <summary>Kubernetes; the list of current versions in the tests has its last day.</summary>
    public const string Version = "1.35";

    /// <summary>Addresses of services: outside of every network of the world, which lies in 10.0.0.0/8.</summary>
    public const string ServiceAddresses = "172.20.0.0/16";

    private readonly ComputeStack stack;
    private readonly SitePlan site;
    private readonly ClusterRoles roles;

    public SiteCluster(ComputeStack stack, SitePlan site, SiteParts parts)
    {
        this.stack = stack;
        this.site = site;
        roles = new ClusterRoles(stack, site);
        foreach (var (id, name) in Groups)
        {
            _ = new CfnLogGroup(stack, id, new CfnLogGroupProps
            {
                LogGroupName = name,
                RetentionInDays = ServerFunction.RetentionDays,
            });
        }

        Cluster = Make(parts);
        NodeEntry = new CfnAccessEntry(stack, "NodeEntry", new CfnAccessEntryProps
        {
            ClusterName = Cluster.Ref,
            PrincipalArn = roles.NodeArn,
            Type = "EC2_LINUX",
        });
        Enter("Operators", Names.ServerRole(site.Region.Name, "operators"), "AmazonEKSViewPolicy");
        Enter("Deployer", Names.ServerRole(site.Region.Name, "deployer"), "AmazonEKSClusterAdminPolicy");
    }

    public string Name => NameOf(site.Region.Name);

    public CfnCluster Cluster { get; }

    /// <summary>By which nodes may join.</summary>
    public CfnAccessEntry NodeEntry { get; }

    /// <summary>The name of what nodes may do.</summary>
    public string NodeRole => roles.NodeName;

    /// <summary>Made before what writes into them, so that AWS makes none that keeps its lines for ever.</summary>
    private (string Id, string Name)[] Groups =>
    [
        ("ClusterLogs", $"/aws/eks/{Name}/cluster"),
        ("PodLogs", $"/aws/containerinsights/{Name}/application"),
        ("NodeLogs", $"/aws/containerinsights/{Name}/host"),
        ("SystemLogs", $"/aws/containerinsights/{Name}/dataplane"),
        ("FigureLogs", $"/aws/containerinsights/{Name}/performance"),
    ];

    /// <summary>
    /// What a node starts with, in the version that EKS takes for this Kubernetes: it stands before the first node. A
    /// network pod that started without its rights never gets them, and its node never becomes ready.
    /// </summary>
    public IReadOnlyList<CfnResource> AddOnsOfNodes()
    {
        // Pods come by their rights by what they are, and not by where they run.
        var rights = Pods("NetworkPods", ("kube-system", "aws-node"), roles.NetworkArn);

        // Policies of the network are enforced by the network's own add-on, once it is told to.
        var network = AddOn("Network", "vpc-cni", """{"enableNetworkPolicy":"true"}""");
        network.AddDependency(rights);
        return [rights, network, AddOn("Proxy", "kube-proxy"), AddOn("Identity", "eks-pod-identity-agent")];
    }

    /// <summary>What runs in the cluster beside the servers.</summary>
    /// <param name="nodes">It stands only when there are nodes.</param>
    public void AddOns(CfnAutoScalingGroup nodes)
    {
        AddOn("NamesOfServices", "coredns").AddDependency(nodes);
        AddOn("Figures", "metrics-server").AddDependency(nodes);
        var logs = AddOn("Logs", "amazon-cloudwatch-observability");
        logs.AddDependency(nodes);
        logs.AddDependency(Pods("LogPods", ("amazon-cloudwatch", "cloudwatch-agent"), roles.LogsArn));
        Pods("ApiPods", ("domicile", ServerSettings.Api), ServerRole(ServerSettings.Api));
        if (site.IsWriter)
        {
            Pods("WorkersPods", ("domicile", ServerSettings.Workers), ServerRole(ServerSettings.Workers));
        }
    }

    /// <summary>The name of a region's cluster, the same in each of its sites.</summary>
    public static string NameOf(string region) => $"domicile-{region}";

    private string ServerRole(string role) =>
        Names.RoleArn(site.Region.Account, Names.ServerRole(site.Region.Name, role));

    private CfnCluster Make(SiteParts parts)
    {
        var cluster = new CfnCluster(stack, "Cluster", new CfnClusterProps
        {
            Name = Name,
            Version = Version,
            RoleArn = roles.ClusterArn,
            BootstrapSelfManagedAddons = false,
            AccessConfig = new CfnCluster.AccessConfigProperty
            {
                AuthenticationMode = "API",
                BootstrapClusterCreatorAdminPermissions = false,
            },
            EncryptionConfig = new object[]
            {
                new CfnCluster.EncryptionConfigProperty
                {
                    Resources = ["secrets"],
                    Provider = new CfnCluster.ProviderProperty { KeyArn = parts.Keys.DataKey.AttrArn },
                },
            },
            KubernetesNetworkConfig = new CfnCluster.KubernetesNetworkConfigProperty
            {
                ServiceIpv4Cidr = ServiceAddresses,
            },
            ResourcesVpcConfig = new CfnCluster.ResourcesVpcConfigProperty
            {
                SubnetIds = parts.ServiceSubnets,
                EndpointPrivateAccess = true,
                EndpointPublicAccess = false,
            },
            Logging = new CfnCluster.LoggingProperty
            {
                ClusterLogging = new CfnCluster.ClusterLoggingProperty
                {
                    EnabledTypes = Lines("api", "audit", "authenticator", "controllerManager", "scheduler"),
                },
            },
        });
        cluster.AddDependency((CfnResource)stack.Node.FindChild("ClusterLogs"));
        return cluster;
    }

    private static object[] Lines(params string[] types) =>
        [.. types.Select(type => new CfnCluster.LoggingTypeConfigProperty { Type = type })];

    private void Enter(string id, string role, string policy) =>
        _ = new CfnAccessEntry(stack, $"{id}Entry", new CfnAccessEntryProps
        {
            ClusterName = Cluster.Ref,
            PrincipalArn = Names.RoleArn(site.Region.Account, role),
            AccessPolicies = new object[]
            {
                new CfnAccessEntry.AccessPolicyProperty
                {
                    PolicyArn = $"arn:aws:eks::aws:cluster-access-policy/{policy}",
                    AccessScope = new CfnAccessEntry.AccessScopeProperty { Type = "cluster" },
                },
            },
        });

    private CfnAddon AddOn(string id, string name, string? configuration = null) => new(
        stack,
        $"AddOn{id}",
        new CfnAddonProps
        {
            ClusterName = Cluster.Ref,
            AddonName = name,
            ConfigurationValues = configuration,
            ResolveConflicts = "OVERWRITE",
        });

    private CfnPodIdentityAssociation Pods(string id, (string Namespace, string Account) who, string role) =>
        new(stack, id, new CfnPodIdentityAssociationProps
        {
            ClusterName = Cluster.Ref,
            Namespace = who.Namespace,
            ServiceAccount = who.Account,
            RoleArn = role,
        });
}
