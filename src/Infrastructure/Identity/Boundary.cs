using Domicile.Infrastructure.Identity.Grants;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>
/// What no role of a region can ever do, whatever policies it is given: each of them carries this as its permissions
/// boundary, and the deployment can make none without it.
/// </summary>
internal static class Boundary
{
    /// <summary>Services that processes, functions and AWS's own helpers of a region use with a role.</summary>
    private static readonly string[] Services =
    [
        "autoscaling", "backup", "backup-storage", "cloudwatch", "ec2", "ec2messages", "ecr", "eks", "eks-auth",
        "elasticloadbalancing", "events", "kms", "lambda", "logs", "oam", "rds", "s3", "secretsmanager", "sns", "sqs",
        "ssm", "ssmmessages", "support", "tag",
    ];

    /// <summary>All that a process does with the region's user pool.</summary>
    private const string EraseSignIns = "cognito-idp:AdminDeleteUser";

    public static IReadOnlyList<Statement> Of(RegionPlan region)
    {
        var arns = new RegionArns(region);
        return
        [
            new("WhatServersUse") { Actions = [.. Services.Select(service => $"{service}:*"), EraseSignIns] },
            Guardrails.OnlyOwnSites(arns.Sites, [.. Guardrails.CrossingCalls, "support:*"]),
            Guardrails.NoCopiesOfKeysOutside(arns.Sites),
            .. Guardrails.NothingLeaves,
            new("NobodyShortensRetention")
            {
                Allows = false,
                Actions = ["s3:BypassGovernanceRetention", "s3:PutBucketObjectLockConfiguration"],
            },
        ];
    }
}
