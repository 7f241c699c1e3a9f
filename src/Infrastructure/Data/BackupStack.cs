using Amazon.CDK;
using Amazon.CDK.AWS.Backup;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// The backups of a site that outlive a mistake or an intruder: a locked vault, from which nothing is copied out of the
/// region and nothing is removed before its time, nor kept after it, since a certificate of erasure counts on the day.
/// In the writer site a snapshot of every node goes into it each night, and a copy into a reader site's.
/// </summary>
internal sealed class BackupStack : WorldStack
{
    /// <summary>Nobody can make a backup that is gone tomorrow.</summary>
    private const int KeptDaysMin = 7;

    private const int StartWithinMinutes = 60;
    private const int DoneWithinMinutes = 12 * 60;

    private readonly SitePlan site;
    private readonly int keptDays;

    public BackupStack(Construct scope, SitePlan site, KeysStack keys)
        : base(scope, site, "Backup")
    {
        this.site = site;
        keptDays = site.Region.Topology.Periods.BackupDays;
        var vault = new CfnBackupVault(this, "Vault", new CfnBackupVaultProps
        {
            BackupVaultName = Names.Vault(site.Region.Name),
            EncryptionKeyArn = keys.DataKey.AttrArn,
            AccessPolicy = Statement.Policy(VaultStatements()),
            LockConfiguration = new CfnBackupVault.LockConfigurationTypeProperty
            {
                MinRetentionDays = Math.Min(KeptDaysMin, keptDays),
                MaxRetentionDays = keptDays,
            },
        });
        vault.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        if (site.IsWriter)
        {
            Plan(vault);
        }
    }

    private IEnumerable<string> OtherVaults => site.Region.Sites
        .Where(other => other.Name != site.Name)
        .Select(VaultArn);

    private static string VaultArn(SitePlan site) =>
        $"arn:aws:backup:{site.Name}:{site.Region.Account}:backup-vault:{Names.Vault(site.Region.Name)}";

    private IEnumerable<Statement> VaultStatements()
    {
        var others = OtherVaults.ToArray();
        yield return new Statement("NothingIsRemovedBeforeItsTime")
        {
            Allows = false,
            Principal = Statement.Anybody,
            Actions =
            [
                "backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "backup:DisassociateRecoveryPoint",
                "backup:UpdateRecoveryPointLifecycle",
            ],
        };
        yield return new Statement("NoCopyOutsideTheRegion")
        {
            Allows = false,
            Principal = Statement.Anybody,
            Actions = ["backup:CopyFromBackupVault"],
            Conditions = others.Length == 0 ? [] : [("ForAnyValue:ArnNotEquals", "backup:CopyTargets", others)],
        };
        yield return new Statement("NoCopyOfAnotherAccount")
        {
            Allows = false,
            Principal = Statement.Anybody,
            Actions = ["backup:CopyIntoBackupVault"],
            Conditions = [("StringNotEquals", "aws:PrincipalAccount", site.Region.Account)],
        };
    }

    private void Plan(CfnBackupVault vault)
    {
        var lifecycle = new CfnBackupPlan.LifecycleResourceTypeProperty { DeleteAfterDays = keptDays };
        var plan = new CfnBackupPlan(this, "Plan", new CfnBackupPlanProps
        {
            BackupPlan = new CfnBackupPlan.BackupPlanResourceTypeProperty
            {
                BackupPlanName = Names.Vault(site.Region.Name),
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
                        CopyActions = OtherVaults
                            .Take(1)
                            .Select(other => new CfnBackupPlan.CopyActionResourceTypeProperty
                            {
                                DestinationBackupVaultArn = other,
                                Lifecycle = lifecycle,
                            })
                            .ToArray(),
                    },
                },
            },
        });
        foreach (var reader in site.Region.ReaderSites.Take(1))
        {
            StandsAfter(NameOf(reader, "Backup"));
        }

        Select(plan.Ref);
    }

    private void Select(string plan)
    {
        var clusters = $"arn:aws:rds:{site.Name}:{site.Region.Account}:cluster";
        _ = new CfnBackupSelection(this, "Nodes", new CfnBackupSelectionProps
        {
            BackupPlanId = plan,
            BackupSelection = new CfnBackupSelection.BackupSelectionResourceTypeProperty
            {
                SelectionName = "nodes",
                IamRoleArn = Keeper().AttrArn,
                Resources =
                [
                    .. NodePlan.Of(site.Region).Select(node =>
                        $"{clusters}:{Names.Cluster(node.Region, node.Name)}"),
                ],
            },
        });
    }

    private CfnRole Keeper() => new(this, "Keeper", new CfnRoleProps
    {
        RoleName = Names.ServerRole(site.Region.Name, "backup"),
        AssumeRolePolicyDocument = Statement.Policy(new Statement("TheBackupService")
        {
            Principal = Statement.Service("backup.amazonaws.com"),
            Actions = ["sts:AssumeRole"],
            Resources = [],
            Conditions = [("StringEquals", "aws:SourceAccount", site.Region.Account)],
        }),
        ManagedPolicyArns = ["arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"],
        PermissionsBoundary = RoleNames.BoundaryArn(site.Region),
    });
}
