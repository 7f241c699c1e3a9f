using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Data;

public sealed class BackupsTests
{
    private static readonly Synthesized[] Worlds =
        [Synthesized.OneRegion, Synthesized.Shipped, Synthesized.FourRegions];

    private static IEnumerable<(Synthesized World, SitePlan Site)> Sites =>
        Worlds.SelectMany(world => world.World.Sites.Select(site => (world, site)));

    [Fact]
    public void Each_site_has_a_locked_vault_under_its_own_key()
    {
        foreach (var (world, site) in Sites)
        {
            var vault = Assert.Single(world.Resources(Stack(site), "AWS::Backup::BackupVault")).Properties;
            Assert.Contains(
                $"Domicile-{site.Region.Name}-{site.Name}-Keys",
                vault.GetProperty("EncryptionKeyArn").GetRawText(),
                StringComparison.Ordinal);
            var kept = site.Region.Topology.Periods.BackupDays;
            var locked = vault.GetProperty("LockConfiguration");
            Assert.Equal(kept, locked.GetProperty("MaxRetentionDays").GetInt32());
            Assert.InRange(locked.GetProperty("MinRetentionDays").GetInt32(), 1, 7);
            var policy = new WrittenPolicy(vault.GetProperty("AccessPolicy"));
            Assert.False(
                Assert.Single(policy.Forbidding("backup:DeleteRecoveryPoint")).TryGetProperty("Condition", out _));
        }
    }

    [Fact]
    public void No_backup_is_copied_to_anywhere_but_the_regions_own_sites()
    {
        foreach (var (world, site) in Sites)
        {
            var own = site.Region.Sites
                .Where(other => other.Name != site.Name)
                .Select(other =>
                    $"arn:aws:backup:{other.Name}:{site.Region.Account}:backup-vault:domicile-{site.Region.Name}")
                .ToList();
            var vault = Assert.Single(world.Resources(Stack(site), "AWS::Backup::BackupVault")).Properties;
            var forbidden = Assert.Single(
                new WrittenPolicy(vault.GetProperty("AccessPolicy")).Forbidding("backup:CopyFromBackupVault"));
            Assert.Equal(
                own, WrittenPolicy.Condition(forbidden, "ForAnyValue:ArnNotEquals", "backup:CopyTargets"));
            Assert.All(
                Rules(world, site).SelectMany(rule => Items(rule, "CopyActions")),
                copy => Assert.Contains(copy.GetProperty("DestinationBackupVaultArn").GetString(), own));
        }
    }

    [Fact]
    public void In_the_writer_site_every_node_is_kept_each_night_for_as_long_as_the_topology_says()
    {
        foreach (var (world, site) in Sites)
        {
            var rules = Rules(world, site).ToList();
            Assert.Equal(site.IsWriter ? 1 : 0, rules.Count);
            foreach (var rule in rules)
            {
                var kept = site.Region.Topology.Periods.BackupDays;
                Assert.Equal(kept, rule.GetProperty("Lifecycle").GetProperty("DeleteAfterDays").GetInt32());
                Assert.All(Items(rule, "CopyActions"), copy => Assert.Equal(
                    kept, copy.GetProperty("Lifecycle").GetProperty("DeleteAfterDays").GetInt32()));
                Assert.Equal(site.Region.ReaderSites.Any() ? 1 : 0, Items(rule, "CopyActions").Count());
                var nodes = world.Resources(Stack(site), "AWS::Backup::BackupSelection").Single().Properties
                    .GetProperty("BackupSelection").GetProperty("Resources").EnumerateArray();
                Assert.Equal(
                    world.Resources($"Domicile-{site.Region.Name}-{site.Name}-Data", "AWS::RDS::DBCluster")
                        .Select(cluster => $"arn:aws:rds:{site.Name}:{site.Region.Account}:cluster:"
                            + cluster.Properties.GetProperty("DBClusterIdentifier").GetString())
                        .Order(),
                    nodes.Select(node => node.GetString()!).Order());
            }
        }
    }

    [Fact]
    public void The_central_database_is_kept_each_night_in_a_locked_vault_of_its_own()
    {
        foreach (var world in Worlds)
        {
            var (account, site) = (world.World.Account, world.World.CentralSite);
            var stack = $"Domicile-world-{site}-Backup";
            var vault = Assert.Single(world.Resources(stack, "AWS::Backup::BackupVault")).Properties;
            Assert.Contains(
                $"Domicile-world-{site}-Keys",
                vault.GetProperty("EncryptionKeyArn").GetRawText(),
                StringComparison.Ordinal);
            var policy = new WrittenPolicy(vault.GetProperty("AccessPolicy"));
            foreach (var forbidden in new[] { "backup:DeleteRecoveryPoint", "backup:CopyFromBackupVault" })
            {
                Assert.False(Assert.Single(policy.Forbidding(forbidden)).TryGetProperty("Condition", out _));
            }

            var rule = Assert.Single(Items(
                Assert.Single(world.Resources(stack, "AWS::Backup::BackupPlan")).Properties.GetProperty("BackupPlan"),
                "BackupPlanRule"));
            Assert.Equal(35, rule.GetProperty("Lifecycle").GetProperty("DeleteAfterDays").GetInt32());
            Assert.Equal(35, vault.GetProperty("LockConfiguration").GetProperty("MaxRetentionDays").GetInt32());
            Assert.Equal(
                [$"arn:aws:rds:{site}:{account}:cluster:domicile-central"],
                WrittenPolicy.Texts(
                    Assert.Single(world.Resources(stack, "AWS::Backup::BackupSelection")).Properties
                        .GetProperty("BackupSelection"),
                    "Resources"));
        }
    }

    private static string Stack(SitePlan site) => $"Domicile-{site.Region.Name}-{site.Name}-Backup";

    private static IEnumerable<JsonElement> Rules(Synthesized world, SitePlan site) => world
        .Resources(Stack(site), "AWS::Backup::BackupPlan")
        .SelectMany(plan => Items(plan.Properties.GetProperty("BackupPlan"), "BackupPlanRule"));

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];
}
