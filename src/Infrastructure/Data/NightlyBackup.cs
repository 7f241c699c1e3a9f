using Amazon.CDK.AWS.Backup;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// Fills a vault each night with a snapshot of every cluster that is named, and copies it where it is told.
/// </summary>
/// <param name="Clusters">Their ARNs.</param>
/// <param name="Role">The name of the role that AWS Backup does it as.</param>
internal sealed record NightlyBackup(IReadOnlyList<string> Clusters, string Role)
{
    private const int StartWithinMinutes = 60;
    private const int DoneWithinMinutes = 12 * 60;

    /// <summary>The ARN of the permissions boundary of the role; null where there is none.</summary>
    public string? Boundary { get; init; }

    /// <summary>The ARNs of the vaults that each snapshot is copied into; may be none.</summary>
    public IReadOnlyList<string> Copies { get; init; } = [];

    /// <param name="scope">The stack.</param>
    /// <param name="into">What the vault is.</param>
    /// <param name="vault">The same, made.</param>
    public void Make(Construct scope, LockedVault into, CfnBackupVault vault)
    {
        var lifecycle = new CfnBackupPlan.LifecycleResourceTypeProperty { DeleteAfterDays = into.KeptDays };
        var plan = new CfnBackupPlan(scope, "Plan", new CfnBackupPlanProps
        {
            BackupPlan = new CfnBackupPlan.BackupPlanResourceTypeProperty
            {
                BackupPlanName = into.Name,
                BackupPlanRule = new[]
                {
                    new CfnBackupPlan.BackupRuleResourceTypeProperty
                    {
                        RuleName = "each-night",
                        TargetBackupVault = vault.Ref,
                        ScheduleExpression = "cron(30 1 * * ? *)",
                        StartWindowMinutes = StartWithinMinutes,
                        CompletionWindowMinutes = DoneWithinMinutes,
                        Lifecycle = lifecycle,
                        CopyActions = Copies
                            .Select(copy => new CfnBackupPlan.CopyActionResourceTypeProperty
                            {
                                DestinationBackupVaultArn = copy,
                                Lifecycle = lifecycle,
                            })
                            .ToArray(),
                    },
                },
            },
        });
        _ = new CfnBackupSelection(scope, "Nodes", new CfnBackupSelectionProps
        {
            BackupPlanId = plan.Ref,
            BackupSelection = new CfnBackupSelection.BackupSelectionResourceTypeProperty
            {
                SelectionName = "nodes",
                IamRoleArn = Keeper(scope, into.Account).AttrArn,
                Resources = [.. Clusters],
            },
        });
    }

    private CfnRole Keeper(Construct scope, string account) => new(scope, "Keeper", new CfnRoleProps
    {
        RoleName = Role,
        AssumeRolePolicyDocument = Statement.Policy(new Statement("TheBackupService")
        {
            Principal = Statement.Service("backup.amazonaws.com"),
            Actions = ["sts:AssumeRole"],
            Resources = [],

            // AWS Backup promises to say for whom it asks only where it tells a topic: what it does not say is let in.
            Conditions = [("StringEqualsIfExists", "aws:SourceAccount", account)],
        }),
        ManagedPolicyArns = ["arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"],
        PermissionsBoundary = Boundary,
    });
}
