using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>What a process may do because of where it runs: on a function, an instance or a cluster alike.</summary>
internal static class HostGrants
{
    /// <summary>For one region's processes.</summary>
    public static IReadOnlyList<Statement> Of(RegionArns arns) =>
    [
        new("ReadTheTopology") { Actions = ["ssm:GetParameter"], Resources = arns.TopologyParameter },
        new("WriteLogs")
        {
            Actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
            Resources = arns.LogGroups,
        },
        new("PullTheImage")
        {
            Actions = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            Resources = arns.Images,
        },
        EnterTheRegistry,
        WriteMetrics,
        new("SayThatItAnswers")
        {
            Actions = ["autoscaling:CompleteLifecycleAction"],
            Resources = arns.Fleets,
        },
        .. Network,
        BeManaged,
    ];

    /// <summary>Figures of our own namespace, and of no other.</summary>
    public static Statement WriteMetrics { get; } = new("WriteMetrics")
    {
        Actions = ["cloudwatch:PutMetricData"],
        Conditions = [("StringEquals", "cloudwatch:namespace", "Domicile")],
    };

    /// <summary>
    /// Lambda itself joins a function to its network with the function's role; the function's own code is refused the
    /// same calls.
    /// </summary>
    public static IReadOnlyList<Statement> Network { get; } =
    [
        new("JoinTheNetwork")
        {
            Actions =
            [
                "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
                "ec2:DescribeVpcs", "ec2:GetSecurityGroupsForVpc", "ec2:UnassignPrivateIpAddresses",
            ],
        },
        new("ButNotFromCode")
        {
            Allows = false,
            Actions = ["ec2:*"],
            Conditions = [("ArnLike", "lambda:SourceFunctionArn", "arn:aws:lambda:*:*:function:*")],
        },
    ];

    private static Statement EnterTheRegistry { get; } =
        new("EnterTheRegistry") { Actions = ["ecr:GetAuthorizationToken"] };

    /// <summary>
    /// An instance is patched and looked into by Systems Manager. Less than AWS's own policy for it, which lets an
    /// instance read every parameter of the account.
    /// </summary>
    private static Statement BeManaged { get; } = new("BeManaged")
    {
        Actions =
        [
            "ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage", "ec2messages:FailMessage",
            "ec2messages:GetEndpoint", "ec2messages:GetMessages", "ec2messages:SendReply",
            "ssm:DescribeAssociation", "ssm:DescribeDocument", "ssm:GetDeployablePatchSnapshotForInstance",
            "ssm:GetDocument", "ssm:GetManifest", "ssm:ListAssociations", "ssm:ListInstanceAssociations",
            "ssm:PutComplianceItems", "ssm:PutConfigurePackageResult", "ssm:PutInventory",
            "ssm:UpdateAssociationStatus", "ssm:UpdateInstanceAssociationStatus", "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
    };
}
