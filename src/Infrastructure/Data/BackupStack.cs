using Constructs;
using Domicile.Infrastructure.Identity;
using Domicile.Infrastructure.Keys;
using Domicile.Infrastructure.Stacks;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Data;

/// <summary>
/// The backups of a site: a locked vault, from which nothing is copied out of the region and nothing is removed before
/// its time, nor kept after it, since a certificate of erasure counts on the day. In the writer site a snapshot of
/// every node goes into it each night, and a copy into a reader site's.
/// </summary>
internal sealed class BackupStack : WorldStack
{
    public BackupStack(Construct scope, SitePlan site, KeysStack keys)
        : base(scope, site, "Backup")
    {
        var region = site.Region;
        var others = region.Sites.Where(other => other.Name != site.Name).Select(VaultArn).ToList();
        var vault = new LockedVault(Names.Vault(region.Name), region.Account, region.Topology.Periods.BackupDays)
        {
            Others = others,
        };
        var made = vault.Make(this, keys.DataKey.AttrArn);
        if (!site.IsWriter)
        {
            return;
        }

        foreach (var reader in region.ReaderSites.Take(1))
        {
            StandsAfter(NameOf(reader, "Backup"));
        }

        var clusters = $"arn:aws:rds:{site.Name}:{region.Account}:cluster";
        new NightlyBackup(
            [.. NodePlan.Of(region).Select(node => $"{clusters}:{Names.Cluster(node.Region, node.Name)}")],
            Names.ServerRole(region.Name, "backup"))
        {
            Boundary = RoleNames.BoundaryArn(region),
            Copies = [.. others.Take(1)],
        }.Make(this, vault, made);
    }

    private static string VaultArn(SitePlan site) =>
        $"arn:aws:backup:{site.Name}:{site.Region.Account}:backup-vault:{Names.Vault(site.Region.Name)}";
}
