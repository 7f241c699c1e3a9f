using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Domicile.Infrastructure.Compute.Functions;
using Domicile.Infrastructure.Identity.Grants;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// Makes the secrets that roles enter nodes with, and has a function rotate them: the server's own image, which knows
/// what a login of ours needs. Secrets Manager calls it at once, so that the first rotation makes the logins.
/// </summary>
/// <param name="scope">The stack.</param>
/// <param name="key">The site's key.</param>
/// <param name="readers">Sites that get copies.</param>
internal sealed class SecretTurns(Construct scope, CfnKey key, IReadOnlyList<SitePlan> readers)
{
    /// <summary>Days between two rotations; the user of the version before enters for as long again.</summary>
    public const int Days = 30;

    /// <summary>Of one account and AWS Region at once: each opens a connection as a node's administrator.</summary>
    public const int Concurrency = 5;

    /// <summary>What it needs to do.</summary>
    /// <param name="nodes">The nodes of the account in this site.</param>
    /// <param name="secrets">How the ARN of a secret begins, up to its name.</param>
    /// <param name="parameters">How the ARN of a parameter begins, up to its name.</param>
    /// <param name="logs">The ARN of its log group.</param>
    public static IReadOnlyList<Statement> Grants(
        IEnumerable<NodePlan> nodes, string secrets, string parameters, string logs)
    {
        var all = nodes.ToList();
        return
        [
            new("TurnLogins")
            {
                Actions =
                [
                    "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
                    "secretsmanager:UpdateSecretVersionStage",
                ],
                Resources =
                [
                    .. all.Select(node => $"{secrets}{Names.NodeSecret(node.Region, node.Name, "*")}"),
                ],
            },
            new("FindTheNodesToTurn")
            {
                Actions = ["ssm:GetParameter"],
                Resources = [.. all.Select(node => $"{parameters}{Names.NodeParameter(node.Region, node.Name)}")],
            },
            new("WriteItsLogs")
            {
                Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resources = [$"{logs}:*"],
            },
            .. HostGrants.Network,
        ];
    }

    /// <summary>Who may take on its role.</summary>
    public static Statement Trust(string account) => new("TheFunction")
    {
        Principal = Statement.Service("lambda.amazonaws.com"),
        Actions = ["sts:AssumeRole"],
        Resources = [],
        Conditions = [("StringEqualsIfExists", "aws:SourceAccount", account)],
    };

    /// <summary>Makes the function and lets Secrets Manager of this account call it.</summary>
    public (CfnFunction Function, CfnPermission Permission) Function(FunctionPlan plan, string account)
    {
        var function = ServerFunction.Add(scope, "Rotation", plan);
        var permission = new CfnPermission(scope, "RotationCalls", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = function.Ref,
            Principal = "secretsmanager.amazonaws.com",
            SourceAccount = account,
        });
        return (function, permission);
    }

    /// <summary>Makes the secrets of a node's roles, and has them and its administrator's rotated.</summary>
    public void Turn(BegunNode node, (CfnFunction Function, CfnPermission Permission) rotation)
    {
        Schedule(node.Node.Id("AdminTurn"), node.Admin, rotation);
        foreach (var role in node.Node.Logins.Keys)
        {
            var secret = NodeSecrets.Login(scope, (node, role), key, readers);
            Schedule(node.Node.Id($"{char.ToUpperInvariant(role[0])}{role[1..]}Turn"), secret, rotation);
        }
    }

    private void Schedule(
        string id, CfnSecret secret, (CfnFunction Function, CfnPermission Permission) rotation)
    {
        var schedule = new CfnRotationSchedule(scope, id, new CfnRotationScheduleProps
        {
            SecretId = secret.Ref,
            RotationLambdaArn = rotation.Function.AttrArn,
            RotateImmediatelyOnUpdate = true,
            RotationRules = new CfnRotationSchedule.RotationRulesProperty { AutomaticallyAfterDays = Days },
        });
        schedule.AddDependency(rotation.Permission);
    }
}
