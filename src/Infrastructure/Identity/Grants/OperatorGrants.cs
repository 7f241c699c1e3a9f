using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>
/// What people may do, by permission sets of Identity Center: watch, operate, approve. None of them reads a database,
/// a secret or a document, or uses a key.
/// </summary>
internal static class OperatorGrants
{
    /// <summary>See everything that has no user in it.</summary>
    public static IReadOnlyList<Statement> Watch { get; } =
    [
        new("Look")
        {
            Actions =
            [
                "autoscaling:Describe*", "backup:Describe*", "backup:List*", "cloudformation:Describe*",
                "cloudformation:Get*", "cloudformation:List*", "cloudtrail:LookupEvents", "cloudwatch:Describe*",
                "cloudwatch:Get*", "cloudwatch:List*", "config:Describe*", "config:Get*", "config:List*",
                "config:SelectAggregateResourceConfig", "config:SelectResourceConfig", "ec2:Describe*",
                "eks:DescribeCluster", "eks:List*", "elasticloadbalancing:Describe*", "health:Describe*",
                "kms:DescribeKey", "kms:ListAliases", "lambda:GetFunctionConfiguration", "lambda:List*",
                "logs:Describe*", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetQueryResults",
                "logs:StartQuery", "logs:StopQuery", "oam:Get*", "oam:List*", "rds:Describe*",
                "s3:ListAllMyBuckets", "sns:List*", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ListQueues",
                "ssm:Describe*", "ssm:GetAutomationExecution", "ssm:GetDocument", "ssm:GetOpsSummary",
                "ssm:ListDocuments", "ssm:ListInventoryEntries", "tag:GetResources",
                "trustedadvisor:Describe*", "trustedadvisor:List*",
            ],
        },
    ];

    /// <summary>Run the runbooks: each is a document of ours, and runs with the automation's role.</summary>
    public static IReadOnlyList<Statement> Operate { get; } =
    [
        .. Watch,
        new("EnterClusters")
        {
            Actions = ["sts:AssumeRole"],
            Resources = ["arn:aws:iam::*:role/domicile-*-operators"],
        },
        new("RunRunbooks")
        {
            Actions = ["ssm:StartAutomationExecution", "ssm:StopAutomationExecution"],
            Resources =
            [
                "arn:aws:ssm:*:*:automation-definition/Domicile-*", "arn:aws:ssm:*:*:automation-execution/*",
                "arn:aws:ssm:*:*:document/Domicile-*",
            ],
        },
        new("GiveRunbooksTheirRole")
        {
            Actions = ["iam:PassRole"],
            Resources =
                ["arn:aws:iam::*:role/domicile-*-automation", "arn:aws:iam::*:role/domicile-*-retention-bypass"],
            Conditions = [("StringEquals", "iam:PassedToService", "ssm.amazonaws.com")],
        },
        new("SilenceAlarms")
        {
            Actions = ["cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions"],
            Resources = ["arn:aws:cloudwatch:*:*:alarm:domicile-*"],
        },
    ];

    /// <summary>
    /// Consent to what takes two. Whoever has this has not <see cref="Operate"/>: that is for who gives people their
    /// groups.
    /// </summary>
    public static IReadOnlyList<Statement> Approve { get; } =
    [
        new("EnterTheApprover")
        {
            Actions = ["sts:AssumeRole"],
            Resources = ["arn:aws:iam::*:role/domicile-*-retention-approver"],
        },
        new("FindWhatWaits") { Actions = ["ssm:DescribeAutomationExecutions", "ssm:GetAutomationExecution"] },
    ];

    /// <summary>Find a region's cluster; what may be seen in it is said by the cluster's own entry.</summary>
    public static IReadOnlyList<Statement> OfClusters(RegionPlan region) =>
    [
        new("FindTheCluster")
        {
            Actions = ["eks:AccessKubernetesApi", "eks:DescribeCluster"],
            Resources = new RegionArns(region).InSites("eks", $"cluster/domicile-{region.Name}"),
        },
    ];

    /// <summary>Enter the deployer; deployments are reviewed changes.</summary>
    public static IReadOnlyList<Statement> Deploy { get; } =
    [
        new("EnterTheDeployer")
        {
            Actions = ["sts:AssumeRole", "sts:TagSession"],
            Resources = [$"arn:aws:iam::*:role/{RoleNames.WorldDeployer}", "arn:aws:iam::*:role/domicile-*-deployer"],
        },
    ];
}
