using Amazon.CDK.AWS.IAM;
using Domicile.Infrastructure.Worlds;
using Statement = Domicile.Infrastructure.Stacks.Statement;

namespace Domicile.Infrastructure.Compute.Kubernetes;

/// <summary>
/// What a site's cluster, its nodes and its own pods may do: AWS's policies for them, inside the region's boundary. The
/// servers' pods have the region's roles, as everywhere.
/// </summary>
internal sealed class ClusterRoles
{
    private const string Pods = "pods.eks.amazonaws.com";

    private readonly ComputeStack stack;
    private readonly SitePlan site;

    public ClusterRoles(ComputeStack stack, SitePlan site)
    {
        this.stack = stack;
        this.site = site;
        ClusterArn = Role("cluster", "eks.amazonaws.com", ["AmazonEKSClusterPolicy"]).AttrArn;
        var node = Role(
            "nodes", "ec2.amazonaws.com", ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"]);
        NodeArn = node.AttrArn;
        NodeName = node.Ref;
        NetworkArn = Role("network", Pods, ["AmazonEKS_CNI_Policy"]).AttrArn;
        LogsArn = Role("logs", Pods, ["CloudWatchAgentServerPolicy"]).AttrArn;
    }

    public string ClusterArn { get; }

    public string NodeArn { get; }

    public string NodeName { get; }

    /// <summary>For the pods that give pods their addresses.</summary>
    public string NetworkArn { get; }

    /// <summary>For the pods that carry pods' lines to CloudWatch.</summary>
    public string LogsArn { get; }

    private CfnRole Role(string what, string service, string[] policies) =>
        new(stack, $"Cluster{char.ToUpperInvariant(what[0])}{what[1..]}Role", new CfnRoleProps
        {
            RoleName = $"domicile-{site.Region.Name}-{site.Name}-k8s-{what}",
            AssumeRolePolicyDocument = Statement.Policy(new Statement("Service")
            {
                Principal = Statement.Service(service),
                Actions = service == Pods ? ["sts:AssumeRole", "sts:TagSession"] : ["sts:AssumeRole"],
                Resources = [],
                Conditions = service == Pods ? [("StringEquals", "aws:SourceAccount", site.Region.Account)] : [],
            }),
            ManagedPolicyArns = [.. policies.Select(policy => $"arn:aws:iam::aws:policy/{policy}")],
        });
}
