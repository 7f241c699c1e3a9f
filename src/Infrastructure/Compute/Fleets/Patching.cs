using Amazon.CDK.AWS.SSM;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Compute.Fleets;

/// <summary>
/// Has Systems Manager patch a site's instances every day, one after the other, without restarting one: what takes a
/// restart comes with the weekly renewal.
/// </summary>
internal static class Patching
{
    public static void Add(WorldStack stack) => _ = new CfnAssociation(stack, "Patching", new CfnAssociationProps
    {
        Name = "AWS-RunPatchBaseline",
        AssociationName = $"{stack.StackName}-patching",
        ScheduleExpression = "cron(0 2 * * ? *)",
        Targets = new object[]
        {
            new CfnAssociation.TargetProperty { Key = "tag:domicile:stack", Values = [stack.StackName] },
        },
        Parameters = new Dictionary<string, object>
        {
            ["Operation"] = new[] { "Install" },
            ["RebootOption"] = new[] { "NoReboot" },
        },
        MaxConcurrency = "1",
        MaxErrors = "0",
        ComplianceSeverity = "HIGH",
    });
}
