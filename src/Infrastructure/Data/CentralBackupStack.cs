using Constructs;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// The backups of the central database, in the world's account: figures can be made anew from the regions' books, but
/// that takes every region. Nothing of them is copied elsewhere.
/// </summary>
internal sealed class CentralBackupStack : WorldStack
{
    public CentralBackupStack(Construct scope, WorldPlan world, CentralKeysStack keys)
        : base(scope, world, world.CentralSite, "Backup")
    {
        var node = NodePlan.Centre;
        var vault = new LockedVault(Names.Vault(node.Region), world.Account, CentralDataStack.BackupDays);
        new NightlyBackup(
            [$"arn:aws:rds:{world.CentralSite}:{world.Account}:cluster:{Names.Cluster(node.Region, node.Name)}"],
            Names.ServerRole(node.Region, "backup")).Make(this, vault, vault.Make(this, keys.DataKey.AttrArn));
    }
}
