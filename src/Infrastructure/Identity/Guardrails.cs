using Domicile.Infrastructure.Identity.Grants;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Identity;

/// <summary>
/// What nobody in a region's account may do, administrators of the account included: the sentences of its service
/// control policies. They allow nothing by themselves.
/// </summary>
internal static class Guardrails
{
    /// <summary>The one AWS Region besides a region's sites in which anything is: global services live there.</summary>
    public const string GlobalSite = "us-east-1";

    /// <summary>Legs of transfers and figures go to queues of other AWS Regions; nothing else does.</summary>
    public static readonly string[] CrossingCalls = ["sqs:GetQueueUrl", "sqs:SendMessage", "events:PutEvents"];

    /// <summary>Services that answer from one place for the whole world, and hold no user's data.</summary>
    private static readonly string[] GlobalServices =
    [
        "account:*", "aws-portal:*", "billing:*", "budgets:*", "ce:*", "cloudfront:*", "cur:*", "health:*", "iam:*",
        "organizations:*", "payments:*", "pricing:*", "route53:*", "route53domains:*", "servicequotas:*", "shield:*",
        "signin:*", "sso:*", "sts:*", "support:*", "supportplans:*", "tax:*", "trustedadvisor:*",
    ];

    /// <summary>
    /// An inventory looks everywhere, so that what was left in another Region before these sentences is found; none of
    /// these calls reads what a thing holds.
    /// </summary>
    private static readonly string[] Looking =
    [
        "cloudtrail:LookupEvents", "ec2:Describe*", "eks:Describe*", "eks:List*", "lambda:List*", "rds:Describe*",
        "s3:GetBucket*", "s3:ListAllMyBuckets", "sqs:GetQueueAttributes", "sqs:List*", "tag:Get*",
    ];

    /// <summary>
    /// What a page at the edge needs in the one Region where CloudFront looks for it. The pages are the world's: a
    /// region's account of its own has none of it, since a function or a log there could hold its users' data.
    /// </summary>
    private static readonly string[] EdgeServices =
        ["acm:*", "cloudformation:*", "cloudwatch:*", "kms:Describe*", "kms:List*", "lambda:*", "logs:*", "wafv2:*"];

    /// <summary>By the name of the policy: each is at most as long as AWS takes.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<Statement>> Of(WorldPlan world, RegionPlan region)
    {
        var sites = new RegionArns(region).Sites;
        string[] edge = region.Account == world.Account ? EdgeServices : [];
        return new Dictionary<string, IReadOnlyList<Statement>>(StringComparer.Ordinal)
        {
            [$"domicile-{region.Name}-residency"] = 
            [
                .. Residency(sites, edge), NoCopiesOfBackupsOutside(region, sites), NoCopiesOfSecretsOutside(sites),
            ],
            [$"domicile-{region.Name}-evidence"] = Evidence(region),
        };
    }

    /// <summary>Data stay in the region's sites.</summary>
    private static IReadOnlyList<Statement> Residency(string[] sites, string[] edge) =>
    [
        OnlyOwnSites(
            [.. sites.Append(GlobalSite).Distinct()], [.. GlobalServices, .. CrossingCalls, .. Looking]),
        .. sites.Contains(GlobalSite)
            ? Array.Empty<Statement>()
            :
            [
                new Statement("OnlyGlobalServicesInTheGlobalSite")
                {
                    Allows = false,
                    AllBut = [.. GlobalServices, .. CrossingCalls, .. Looking, .. edge],
                    Conditions = [("StringEquals", "aws:RequestedRegion", GlobalSite)],
                },
            ],
        NoCopiesOfKeysOutside(sites),
        .. NothingLeaves,
        .. NothingIsPublic,
    ];

    /// <summary>No call to another AWS Region than these, with exceptions.</summary>
    public static Statement OnlyOwnSites(string[] sites, string[] exceptions) => new("OnlyOwnSites")
    {
        Allows = false,
        AllBut = exceptions,
        Conditions = [("StringNotEquals", "aws:RequestedRegion", sites)],
    };

    /// <summary>Users' keys, and every other multi-Region key, are copied to the region's own sites only.</summary>
    public static Statement NoCopiesOfKeysOutside(string[] sites) => new("NoCopiesOfKeysOutside")
    {
        Allows = false,
        Actions = ["kms:ReplicateKey"],
        Conditions = [("StringNotEquals", "kms:ReplicaRegion", sites)],
    };

    /// <summary>Ways by which rows or keys could leave an account.</summary>
    public static IReadOnlyList<Statement> NothingLeaves { get; } =
    [
        new("NoSharingOfSnapshots")
        {
            Allows = false,
            Actions =
            [
                "ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute", "rds:ModifyDBClusterSnapshotAttribute",
                "rds:ModifyDBSnapshotAttribute", "rds:StartExportTask", "ram:CreateResourceShare",
                "s3:PutReplicationConfiguration",
            ],
        },
    ];

    private static IReadOnlyList<Statement> NothingIsPublic { get; } =
    [
        new("NoPublicDoors")
        {
            Allows = false,
            Actions =
            [
                "s3:PutAccountPublicAccessBlock", "s3:PutBucketPublicAccessBlock",
                "ec2:DisableSnapshotBlockPublicAccess", "ec2:DisableImageBlockPublicAccess",
            ],
            Conditions = [ButDeployment],
        },
        new("NoPublicDatabases")
        {
            Allows = false,
            // Of a change IAM is not told this; AWS Config sees it, and no subnet of data has a way to the internet.
            Actions = ["rds:CreateDBInstance"],
            Conditions = [("Bool", "rds:PubliclyAccessible", "true")],
        },
        new("NoPublicFunctions")
        {
            Allows = false,
            Actions = ["lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"],
            Conditions = [("StringNotEquals", "lambda:FunctionUrlAuthType", "AWS_IAM")],
        },
    ];

    private static (string Operator, string Key, object Value) ButDeployment =>
    (
        "ArnNotLike",
        "aws:PrincipalArn",
        new[] { "arn:aws:iam::*:role/domicile-*-cloudformation", "arn:aws:iam::*:role/domicile-*-deployer" });

    /// <summary>Copies of backups go to the region's own vaults: no other AWS Region, no other account.</summary>
    private static Statement NoCopiesOfBackupsOutside(RegionPlan region, string[] sites) =>
        new("NoCopiesOfBackupsOutside")
        {
            Allows = false,
            Actions = ["backup:CopyFromBackupVault"],
            Conditions =
            [
                (
                    "ForAnyValue:ArnNotLike",
                    "backup:CopyTargets",
                    sites.Select(site => $"arn:aws:backup:{site}:{region.Account}:backup-vault:*").ToArray()),
            ],
        };

    /// <summary>Passwords of nodes, and the key of keyed look-ups, are copied to the region's own sites only.</summary>
    private static Statement NoCopiesOfSecretsOutside(string[] sites) => new("NoCopiesOfSecretsOutside")
    {
        Allows = false,
        Actions = ["secretsmanager:CreateSecret", "secretsmanager:ReplicateSecretToRegions"],
        Conditions = [("ForAnyValue:StringNotEquals", "secretsmanager:AddReplicaRegions", sites)],
    };

    /// <summary>What shows who did what stays on.</summary>
    private static IReadOnlyList<Statement> Evidence(RegionPlan region) =>
    [
        new("TheTrailStaysOn")
        {
            Allows = false,
            Actions =
            [
                "cloudtrail:DeleteTrail", "cloudtrail:PutEventSelectors", "cloudtrail:StopLogging",
                "cloudtrail:UpdateTrail", "config:DeleteConfigRule", "config:DeleteConfigurationRecorder",
                "config:DeleteDeliveryChannel", "config:StopConfigurationRecorder",
                "config:DeleteConfigurationAggregator",
            ],
            Conditions = [ButDeployment],
        },
        new("NobodyLeavesTheOrganization") { Allows = false, Actions = ["organizations:LeaveOrganization"] },
        new("NobodyIsRoot")
        {
            Allows = false,
            Actions = ["*"],
            Conditions = [("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:root")],
        },
        new("NoKeysOfPeople")
        {
            Allows = false,
            Actions = ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"],
        },
        new("RetentionTakesTwo")
        {
            // The bypass role asks for a second factor and for the consent of another person; nobody else bypasses.
            Allows = false,
            Actions = ["s3:BypassGovernanceRetention"],
            Conditions =
            [
                (
                    "ArnNotEquals",
                    "aws:PrincipalArn",
                    Names.RoleArn(region.Account, RoleNames.RetentionBypass(region.Name))),
            ],
        },
        .. TheRimStays(region),
    ];

    private static IEnumerable<Statement> TheRimStays(RegionPlan region) =>
    [
        new("BoundariesStay")
        {
            Allows = false,
            Actions =
            [
                "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion",
                "iam:SetDefaultPolicyVersion",
            ],
            Resources = [RoleNames.BoundaryArn(region)],
            Conditions = [("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*")],
        },
        new("RolesKeepTheirBoundary")
        {
            Allows = false,
            Actions = ["iam:DeleteRolePermissionsBoundary"],
            Resources =
            [
                $"arn:aws:iam::{region.Account}:role/domicile-{region.Name}-*",
                $"arn:aws:iam::{region.Account}:role/Domicile-{region.Name}-*",
            ],
        },
    ];
}
