using Amazon.CDK.AWS.SecretsManager;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>A node in the site that it begins in.</summary>
/// <param name="Node">Which.</param>
/// <param name="Host">Of its primary.</param>
/// <param name="Admin">The secret of who sets up its logins.</param>
internal sealed record BegunNode(NodePlan Node, string Host, CfnSecret Admin);
