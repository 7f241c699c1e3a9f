using Amazon.CDK;
using Amazon.CDK.AWS.Backup;
using Constructs;
using Domicile.Infrastructure.Stacks;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// A vault of backups that outlive a mistake or an intruder: nothing in it is removed before its time, nor kept after
/// it, and nothing is copied out of it but into vaults that are named. It stays when its stack goes.
/// </summary>
/// <param name="Name">Of the vault.</param>
/// <param name="Account">Whose it is; nobody else's backups come in.</param>
/// <param name="KeptDays">For how long everything in it is kept.</param>
internal sealed record LockedVault(string Name, string Account, int KeptDays)
{
    /// <summary>Nobody can make a backup that is gone tomorrow.</summary>
    private const int KeptDaysMin = 7;

    /// <summary>The ARNs of the vaults that copies may go into; may be none.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <param name="scope">The stack.</param>
    /// <param name="key">The ARN of the site's key for data at rest.</param>
    public CfnBackupVault Make(Construct scope, string key)
    {
        var vault = new CfnBackupVault(scope, "Vault", new CfnBackupVaultProps
        {
            BackupVaultName = Name,
            EncryptionKeyArn = key,
            AccessPolicy = Statement.Policy(Statements()),
            LockConfiguration = new CfnBackupVault.LockConfigurationTypeProperty
            {
                MinRetentionDays = Math.Min(KeptDaysMin, KeptDays),
                MaxRetentionDays = KeptDays,
            },
        });
        vault.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        return vault;
    }

    private IEnumerable<Statement> Statements()
    {
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
            Conditions = Others.Count == 0
                ? []
                : [("ForAnyValue:ArnNotEquals", "backup:CopyTargets", Others.ToArray())],
        };
        yield return new Statement("NoCopyOfAnotherAccount")
        {
            Allows = false,
            Principal = Statement.Anybody,
            Actions = ["backup:CopyIntoBackupVault"],
            Conditions = [("StringNotEquals", "aws:PrincipalAccount", Account)],
        };
    }
}
