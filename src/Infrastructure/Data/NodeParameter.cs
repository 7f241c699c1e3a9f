using Amazon.CDK.AWS.SSM;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// Tells the servers of a site where a node's primary and the site's own replicas are, and which secret holds what they
/// enter with. It holds no password.
/// </summary>
internal static class NodeParameter
{
    /// <param name="scope">The stack.</param>
    /// <param name="node">Which node.</param>
    /// <param name="primary">HOST:PORT, or what stands for it until the stack is deployed.</param>
    /// <param name="readers">HOST:PORT of the site's replicas; null when it has none.</param>
    public static void Write(Construct scope, NodePlan node, string primary, string? readers) =>
        new CfnParameter(scope, node.Id("Node"), new CfnParameterProps
        {
            Name = Names.NodeParameter(node.Region, node.Name),
            Description = $"Where {node.Region}/{node.Name} is",
            Type = "String",
            Value = $"{{\"primary\":\"{primary}\",\"readers\":[{(readers is null ? "" : $"\"{readers}\"")}],"
                + $"\"secret\":\"{Names.NodeSecret(node.Region, node.Name, "{role}")}\"}}",
        }).ApplyRemovalPolicy(Amazon.CDK.RemovalPolicy.RETAIN);
}
