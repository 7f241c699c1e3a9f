using Amazon.CDK;
using Domicile.Infrastructure.Compute.Fleets;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Compute.Kubernetes;

/// <summary>
/// A site's servers as pods. What runs in the cluster stands in <c>deploy/kubernetes</c>; this is the cluster, its
/// nodes and the load balancers, which call the servers at one port of every node.
/// </summary>
internal static class ClusterCompute
{
    /// <summary>The port of the service in <c>deploy/kubernetes/base/service.yaml</c>, open on every node.</summary>
    public const int NodePort = 30_080;

    /// <summary>Pods of the API and of the workers, and the cluster's own, in three zones.</summary>
    private const int NodesMin = 3;

    private const int NodesMax = 12;

    /// <summary>Below it, AWS names the newest image of a node for each Kubernetes.</summary>
    private const string SystemImages = "/aws/service/eks/optimized-ami";

    public static void Add(ComputeStack stack, SitePlan site, SiteParts parts)
    {
        var cluster = new SiteCluster(stack, site, parts);
        var doors = new SiteDoors(stack, site, parts, NodePort);
        var nodes = FleetMaker.Make(stack, Nodes(cluster, site, parts) with { Targets = doors.TargetArns });
        nodes.AddDependency(cluster.NodeEntry);
        foreach (var part in cluster.AddOnsOfNodes())
        {
            nodes.AddDependency(part);
        }

        // By this EKS knows an instance that it did not make itself.
        Tags.Of(nodes).Add(
            $"kubernetes.io/cluster/{cluster.Name}", "owned", new TagProps { ApplyToLaunchedInstances = true });
        doors.WaitFor(nodes);
        cluster.AddOns(nodes);

        // What the site's pods are told is filled from here when their manifests are applied.
        Give(stack, "Image", stack.Image.Uri, "The server's image, for the manifests");
        foreach (var (name, value) in stack.Settings.Filled)
        {
            Give(stack, name, value, "A setting of the servers, for the manifests");
        }
    }

    private static void Give(ComputeStack stack, string name, string value, string description) =>
        _ = new CfnOutput(stack, $"Pods{name}", new CfnOutputProps { Value = value, Description = description });

    private static Fleet Nodes(SiteCluster cluster, SitePlan site, SiteParts parts) => new(
        "Nodes", $"domicile-{site.Region.Name}-nodes", NodesMin, NodesMax)
    {
        SystemImage =
            $"{SystemImages}/{SiteCluster.Version}/amazon-linux-2023/arm64/standard/recommended/image_id",
        Role = cluster.NodeRole,
        Groups = [parts.Network.ServerGroup.AttrGroupId, cluster.Cluster.AttrClusterSecurityGroupId],
        Subnets = parts.ServiceSubnets,
        UserData = NodeStart.Of(cluster),
        VolumeSize = 50,
    };
}
