using System.Security.Cryptography;
using System.Text;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Domicile.Infrastructure.Worlds;
using Statement = Domicile.Infrastructure.Stacks.Statement;

namespace Domicile.Infrastructure.Edge;

/// <summary>
/// A function at CloudFront's edge, from a file of <c>deploy/edge</c> that stands in the template itself. It may do
/// nothing in AWS, not even write lines: those would lie in AWS Regions all over the world, and for ever.
/// </summary>
internal static class EdgeFunction
{
    public const string Runtime = "nodejs24.x";

    /// <summary>Characters that a template takes of a function in it.</summary>
    public const int LengthMax = 4_096;

    private const int TimeoutSeconds = 3;
    private const int Memory = 128;
    private const int HashLength = 8;

    /// <summary>The role that both have.</summary>
    public static CfnRole Role(Construct scope) => new(scope, "EdgeRole", new CfnRoleProps
    {
        RoleName = "Domicile-world-edge",
        AssumeRolePolicyDocument = Statement.Policy(new Statement("AtTheEdge")
        {
            Principal = Statement.Service("lambda.amazonaws.com", "edgelambda.amazonaws.com"),
            Actions = ["sts:AssumeRole"],
            Resources = [],
        }),
    });

    /// <param name="scope">The stack.</param>
    /// <param name="id">The logical id, such as <c>ViewerRequest</c>.</param>
    /// <param name="file">The name of the file, such as <c>viewer-request.js</c>.</param>
    /// <param name="role">What it may do.</param>
    /// <returns>The ARN of the version: CloudFront takes a version, and another text is another one.</returns>
    /// <exception cref="PlanException">The file is too long for a template.</exception>
    public static string Add(Construct scope, string id, string file, CfnRole role)
    {
        var text = Read(file);
        if (text.Length > LengthMax)
        {
            throw new PlanException($"{file} has {text.Length} characters, and a template takes {LengthMax}.");
        }

        var function = new CfnFunction(scope, id, new CfnFunctionProps
        {
            FunctionName = $"domicile-edge-{Path.GetFileNameWithoutExtension(file)}",
            Runtime = Runtime,
            Handler = "index.handler",
            Code = new CfnFunction.CodeProperty { ZipFile = text },
            Role = role.AttrArn,
            MemorySize = Memory,
            Timeout = TimeoutSeconds,
        });
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Runtime + text)))[..HashLength];
        var version = new CfnVersion(scope, $"{id}Version{hash}", new CfnVersionProps { FunctionName = function.Ref });

        // Copies at the edge live on for hours, and AWS refuses to delete a version that has some.
        version.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return version.Ref;
    }

    private static string Read(string file)
    {
        using var stream = typeof(EdgeFunction).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
