using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>
/// How stacks come into an account. Whoever deploys may hand CloudFormation a change and nothing else; CloudFormation
/// works with a role that only it can take on, in the account's own sites, and makes no role without the boundary.
/// </summary>
internal static class DeployerGrants
{
    /// <summary>Services that our stacks have resources of.</summary>
    private static readonly string[] Services =
    [
        "acm", "apigateway", "application-autoscaling", "autoscaling", "backup", "backup-storage", "cloudwatch",
        "cognito-idp", "config", "ec2", "ecr", "eks", "elasticloadbalancing", "events", "kms", "lambda", "logs", "oam",
        "rds", "s3", "scheduler", "secretsmanager", "sns", "sqs", "ssm", "wafv2", "cloudtrail", "serverlessrepo",
        "cloudformation",
    ];

    private static readonly string[] GlobalServices = ["budgets", "cloudfront", "route53"];

    /// <summary>For whoever starts a deployment.</summary>
    /// <param name="account">The account whose stacks they are.</param>
    /// <param name="stacks">How their names begin, such as <c>Domicile-eu</c>.</param>
    /// <param name="role">The role that CloudFormation works with.</param>
    public static IReadOnlyList<Statement> Starter(string account, string stacks, string role) =>
    [
        new("ChangeOurStacks")
        {
            // Nothing is deleted by a deployment: that takes a person of the account.
            Actions =
            [
                "cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet",
                "cloudformation:DescribeChangeSet", "cloudformation:DescribeStackEvents",
                "cloudformation:DescribeStacks", "cloudformation:ExecuteChangeSet",
                "cloudformation:GetTemplate", "cloudformation:GetTemplateSummary",
                "cloudformation:UpdateTerminationProtection",
            ],
            Resources = [$"arn:aws:cloudformation:*:{account}:stack/{stacks}-*/*"],
        },
        new("ReadTemplates")
        {
            Actions = ["cloudformation:GetTemplateSummary", "cloudformation:ValidateTemplate"],
        },
        new("HandOverTemplates")
        {
            Actions = ["s3:GetObject", "s3:PutObject"],
            Resources = [$"arn:aws:s3:::domicile-templates-{account}-*/*"],
        },
        new("LetCloudFormationWork")
        {
            Actions = ["iam:PassRole"],
            // CloudFormation has not always said that it is the one.
            Resources = [$"arn:aws:iam::{account}:role/{role}"],
            Conditions = [("StringEqualsIfExists", "iam:PassedToService", "cloudformation.amazonaws.com")],
        },
    ];

    /// <summary>For CloudFormation itself, in a region's account or the world's.</summary>
    /// <param name="account">The account.</param>
    /// <param name="sites">The AWS Regions of its stacks.</param>
    /// <param name="names">How names of roles begin there, such as <c>eu</c>; <c>world</c> for the world's.</param>
    /// <param name="boundary">The policy that each role must carry; null where there is none.</param>
    public static IReadOnlyList<Statement> Worker(string account, string[] sites, string names, string? boundary) =>
    [
        new("MakeResources")
        {
            Actions = [.. Services.Select(service => $"{service}:*")],
            Conditions =
                [("StringEquals", "aws:RequestedRegion", sites.Append(Guardrails.GlobalSite).Distinct().ToArray())],
        },
        new("MakeGlobalResources") { Actions = [.. GlobalServices.Select(service => $"{service}:*")] },
        .. Roles(
            [
                $"arn:aws:iam::{account}:role/Domicile-{names}-*",
                $"arn:aws:iam::{account}:role/domicile-{(names == "world" ? "central" : names)}*",
            ],
            boundary),
        new("LookAfterProfiles")
        {
            Actions =
            [
                "iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile", "iam:DeleteInstanceProfile",
                "iam:GetInstanceProfile", "iam:RemoveRoleFromInstanceProfile", "iam:TagInstanceProfile",
            ],
            Resources = [$"arn:aws:iam::{account}:instance-profile/*omicile-*"],
        },
        new("NameServices")
        {
            Actions = ["iam:CreateServiceLinkedRole", "iam:GetRole"],
            Resources = [$"arn:aws:iam::{account}:role/aws-service-role/*"],
        },
        new("LetConfigRecord")
        {
            Actions = ["iam:PassRole"],
            Resources =
            [
                $"arn:aws:iam::{account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
            ],
            Conditions = [("StringEqualsIfExists", "iam:PassedToService", "config.amazonaws.com")],
        },
        new("NotItself")
        {
            Allows = false,
            Actions = ["iam:*"],
            Resources =
            [
                $"arn:aws:iam::{account}:role/domicile*-cloudformation",
                $"arn:aws:iam::{account}:role/domicile*-deployer",
                $"arn:aws:iam::{account}:policy/domicile-*-boundary",
            ],
        },
    ];

    private static IEnumerable<Statement> Roles(string[] roles, string? boundary) =>
    [
        new("MakeRoles")
        {
            Actions =
            [
                "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
                "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy",
            ],
            Resources = roles,
            Conditions = boundary is null ? [] : [("StringEquals", "iam:PermissionsBoundary", boundary)],
        },
        new("LookAfterRoles")
        {
            Actions =
            [
                "iam:DeleteRole", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies",
                "iam:ListRolePolicies", "iam:PassRole", "iam:TagRole", "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy", "iam:UpdateRole",
            ],
            Resources = roles,
        },
    ];
}
