using Amazon.CDK.AWS.SSM;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Messaging;

/// <summary>
/// The only way to remove a document before its retention ends, for instance by a court's order: one person asks, by
/// starting this automation with one version of one object and the reason, and another approves. It runs as the only
/// role that may end a lock, which no person can take on, and does nothing before the approval.
/// </summary>
internal static class RetentionRelease
{
    private const int ApprovalSeconds = 72 * 60 * 60;

    /// <summary>The role that it runs as.</summary>
    public static string Role(RegionPlan region) =>
        Names.RoleArn(region.Account, Names.ServerRole(region.Name, "retention-bypass"));

    /// <summary>Who approves; whoever may ask may not take it on.</summary>
    public static string Approver(RegionPlan region) =>
        Names.RoleArn(region.Account, Names.ServerRole(region.Name, "retention-approver"));

    public static void Make(Construct scope, RegionPlan region) => _ = new CfnDocument(
        scope,
        "Release",
        new CfnDocumentProps
        {
            Name = Names.ReleaseDocument(region.Name),
            DocumentType = "Automation",
            DocumentFormat = "JSON",
            UpdateMethod = "NewVersion",
            Content = new Dictionary<string, object>
            {
                ["schemaVersion"] = "0.3",
                ["description"] = "Removes one version of one document before its retention ends, once somebody else "
                    + "than who asks has approved.",
                ["assumeRole"] = Role(region),
                ["parameters"] = new Dictionary<string, object>
                {
                    ["Key"] = Text("The object's key", @"^\S{1,1024}$"),
                    ["VersionId"] = Text("The version to remove", @"^\S{1,1024}$"),
                    ["Reason"] = Text("By whose order, without personal data", "^.{10,200}$"),
                },
                ["mainSteps"] = new object[] { Approve(region), Remove(region) },
            },
        });

    private static Dictionary<string, object> Approve(RegionPlan region) => new()
    {
        ["name"] = "approve",
        ["action"] = "aws:approve",
        ["onFailure"] = "Abort",
        ["timeoutSeconds"] = ApprovalSeconds,
        ["inputs"] = new Dictionary<string, object>
        {
            ["Message"] = "Remove {{ Key }}, version {{ VersionId }}, before its time: {{ Reason }}",
            ["MinRequiredApprovals"] = 1,
            ["Approvers"] = new[] { Approver(region) },
        },
    };

    private static Dictionary<string, object> Remove(RegionPlan region) => new()
    {
        ["name"] = "remove",
        ["action"] = "aws:executeAwsApi",
        ["onFailure"] = "Abort",
        ["isEnd"] = true,
        ["inputs"] = new Dictionary<string, object>
        {
            ["Service"] = "s3",
            ["Api"] = "DeleteObject",
            ["Bucket"] = Names.AuditBucket(region),
            ["Key"] = "{{ Key }}",
            ["VersionId"] = "{{ VersionId }}",
            ["BypassGovernanceRetention"] = true,
        },
    };

    private static Dictionary<string, object> Text(string description, string pattern) => new()
    {
        ["type"] = "String",
        ["description"] = description,
        ["allowedPattern"] = pattern,
    };
}
