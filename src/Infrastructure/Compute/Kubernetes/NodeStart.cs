using Amazon.CDK;

namespace Domicile.Infrastructure.Compute.Kubernetes;

/// <summary>
/// What tells a node its cluster when it starts. A node that is told to stop gives its pods a minute to end what they
/// have begun.
/// </summary>
internal static class NodeStart
{
    private const string Config = """
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="domicile"

        --domicile
        Content-Type: application/node.eks.aws

        ---
        apiVersion: node.eks.aws/v1alpha1
        kind: NodeConfig
        spec:
          cluster:
            name: {{name}}
            apiServerEndpoint: {{endpoint}}
            certificateAuthority: {{authority}}
            cidr: {{services}}
          kubelet:
            config:
              shutdownGracePeriod: 90s
              shutdownGracePeriodCriticalPods: 15s

        --domicile--
        """;

    public static string Of(SiteCluster cluster) => Fn.Base64(Config
        .Replace("{{name}}", cluster.Name, StringComparison.Ordinal)
        .Replace("{{endpoint}}", cluster.Cluster.AttrEndpoint, StringComparison.Ordinal)
        .Replace("{{authority}}", cluster.Cluster.AttrCertificateAuthorityData, StringComparison.Ordinal)
        .Replace("{{services}}", SiteCluster.ServiceAddresses, StringComparison.Ordinal));
}
