using Amazon.CDK.AWS.SSM;
using Constructs;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Operations;

/// <summary>
/// Which updates of Amazon Linux a site's instances take: the site's default, whatever its servers run on. When they
/// take them is said where the instances are made.
/// </summary>
internal static class Patches
{
    /// <summary>Security updates are taken when they are this old; the critical ones at once.</summary>
    private const int WaitDays = 3;

    public static void Make(Construct scope, SitePlan site) =>
        _ = new CfnPatchBaseline(scope, "Patches", new CfnPatchBaselineProps
        {
            Name = $"domicile-{site.Region.Name}",
            Description = "Security updates of Amazon Linux 2023",
            OperatingSystem = "AMAZON_LINUX_2023",
            DefaultBaseline = true,
            ApprovalRules = new CfnPatchBaseline.RuleGroupProperty
            {
                PatchRules = new object[] { Rule("Critical", 0), Rule("Important", WaitDays) },
            },
        });

    private static CfnPatchBaseline.RuleProperty Rule(string severity, int days) => new()
    {
        ApproveAfterDays = days,
        ComplianceLevel = severity == "Critical" ? "CRITICAL" : "HIGH",
        PatchFilterGroup = new CfnPatchBaseline.PatchFilterGroupProperty
        {
            PatchFilters = new object[]
            {
                new CfnPatchBaseline.PatchFilterProperty { Key = "CLASSIFICATION", Values = ["Security"] },
                new CfnPatchBaseline.PatchFilterProperty { Key = "SEVERITY", Values = [severity] },
            },
        },
    };
}
