using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity.Grants;

/// <summary>What the processes of one region may do, role by role: the whole of it stands here.</summary>
internal static class ServerGrants
{
    /// <summary>The API: reads documents, wraps users' keys, signs certificates, wakes the workers.</summary>
    public static IReadOnlyList<Statement> Api(RegionPlan region)
    {
        var arns = new RegionArns(region);
        return
        [
            .. HostGrants.Of(arns),
            .. Nodes(arns, "server"),
            ReadTheHashKey(arns),
            WrapUserKeys(arns),
            ListAliases,
            Sign(arns, Names.SigningKey(region.Name)),
            new("WakeWorkers")
            {
                Actions = ["sqs:GetQueueUrl", "sqs:SendMessage"],
                Resources = [arns.Queue(Names.WakeQueue(region.Name))],
            },
            new("ReadDocuments") { Actions = ["s3:GetObject"], Resources = [$"{arns.Bucket}/*"] },
        ];
    }

    /// <summary>The workers: every pass of a region.</summary>
    public static IReadOnlyList<Statement> Workers(WorldPlan world, RegionPlan region)
    {
        var arns = new RegionArns(region);
        return
        [
            .. HostGrants.Of(arns),
            .. Nodes(arns, "worker"),
            ReadTheHashKey(arns),
            WrapUserKeys(arns),
            ListAliases,
            Sign(arns, Names.SigningKey(region.Name), Names.AuditKey(region.Name)),
            .. Queues(world, arns),
            .. Objects(arns),
            .. KeyGrants.TurnGenerations(arns),
            new("EraseSignIns")
            {
                // The pool's id is AWS's; it is known by its tag, and stands in the writer site only.
                Actions = ["cognito-idp:AdminDeleteUser"],
                Resources = [$"arn:aws:cognito-idp:{region.WriterSite.Name}:{region.Account}:userpool/*"],
                Conditions = [("StringEquals", "aws:ResourceTag/domicile:region", region.Name)],
            },
        ];
    }

    /// <summary>
    /// Whoever migrates the schema, and moves nodes to another site when theirs is lost: nodes, where they are, and
    /// nothing else.
    /// </summary>
    public static IReadOnlyList<Statement> Migrations(RegionPlan region)
    {
        var arns = new RegionArns(region);
        return
        [
            .. HostGrants.Of(arns),
            .. Nodes(arns, "migrations"),
            new("TellWhereNodesAre")
            {
                Actions = ["ssm:PutParameter"],
                Resources = arns.InSites("ssm", $"parameter/domicile/{region.Name}/nodes/*"),
            },
            new("FindWriters")
            {
                Actions = ["rds:DescribeDBClusters", "rds:DescribeGlobalClusters"],
                Resources =
                [
                    $"arn:aws:rds::{region.Account}:global-cluster:domicile-{region.Name}-*",
                    .. arns.InSites("rds", $"cluster:domicile-{region.Name}-*"),
                ],
            },
        ];
    }

    private static Statement ListAliases { get; } = new("ListKeys") { Actions = ["kms:ListAliases"] };

    private static IEnumerable<Statement> Nodes(RegionArns arns, string login) =>
    [
        new("FindNodes")
        {
            Actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
            Resources = arns.NodeParameters,
        },
        new("EnterNodes") { Actions = ["secretsmanager:GetSecretValue"], Resources = arns.Logins(login) },
    ];

    private static Statement ReadTheHashKey(RegionArns arns) =>
        new("ReadTheHashKey") { Actions = ["secretsmanager:GetSecretValue"], Resources = arns.HashKey };

    private static Statement WrapUserKeys(RegionArns arns) => new("WrapUserKeys")
    {
        Actions = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"],
        Resources = arns.AnyKey,
        Conditions =
            [("ForAnyValue:StringLike", "kms:ResourceAliases", $"alias/domicile-{arns.Region.Name}-keys-*")],
    };

    private static Statement Sign(RegionArns arns, params string[] aliases) => new("Sign")
    {
        Actions = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Resources = arns.AnyKey,
        Conditions = [("ForAnyValue:StringEquals", "kms:ResourceAliases", aliases)],
    };

    private static IEnumerable<Statement> Queues(WorldPlan world, RegionArns arns)
    {
        var name = arns.Region.Name;
        string[] own = [Names.RegionQueue(name), Names.WakeQueue(name), Names.DocumentsQueue(name)];
        yield return new("TakeMessages")
        {
            Actions =
            [
                "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
                "sqs:ReceiveMessage", "sqs:SendMessage",
            ],
            Resources = [.. own.Select(arns.Queue)],
        };

        // Other regions' queues and the centre's can be sent to and not looked into.
        yield return new("SendToOthers")
        {
            Actions = ["sqs:GetQueueUrl", "sqs:SendMessage"],
            Resources =
            [
                .. world.Regions.Where(other => other.Name != name).Select(other =>
                    new RegionArns(other).Queue(Names.RegionQueue(other.Name))),
                Names.QueueArn(world.Account, world.CentralSite, Names.CentralQueue),
            ],
        };
    }

    private static IEnumerable<Statement> Objects(RegionArns arns) =>
    [
        new("KeepDocuments")
        {
            // Nobody here may shorten a retention: that takes s3:BypassGovernanceRetention.
            Actions =
            [
                "s3:DeleteObjectVersion", "s3:GetObject", "s3:GetObjectRetention", "s3:GetObjectVersion",
                "s3:PutObject", "s3:PutObjectRetention",
            ],
            Resources = [$"{arns.Bucket}/*"],
        },
        new("ListDocuments")
        {
            Actions = ["s3:ListBucket", "s3:ListBucketVersions"],
            Resources = [arns.Bucket],
        },
    ];
}
