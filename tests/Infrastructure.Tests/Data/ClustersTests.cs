using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Data;

public sealed class ClustersTests
{
    private static readonly Synthesized[] Worlds =
        [Synthesized.OneRegion, Synthesized.Shipped, Synthesized.FourRegions];

    private static IEnumerable<(Synthesized World, SitePlan Site)> Sites =>
        Worlds.SelectMany(world => world.World.Sites.Select(site => (world, site)));

    /// <summary>Every cluster of every world, the central ones too.</summary>
    private static IEnumerable<JsonElement> AllClusters => Worlds
        .SelectMany(world => world.Templates.Keys.SelectMany(stack => world.Resources(stack, "AWS::RDS::DBCluster")))
        .Select(cluster => cluster.Properties);

    [Fact]
    public void Each_site_of_a_region_has_each_shard_and_apart_from_them_the_register_and_the_keys()
    {
        foreach (var (world, site) in Sites)
        {
            Assert.Equal(
                site.Region.Topology.Shards.Select(shard => shard.Name)
                    .Append("register")
                    .Append("keys")
                    .Select(node => $"domicile-{site.Region.Name}-{node}"),
                Clusters(world, site).Select(cluster => Text(cluster, "DBClusterIdentifier")));
        }
    }

    [Fact]
    public void A_region_of_several_sites_has_global_databases_that_begin_in_its_writer_site()
    {
        foreach (var (world, site) in Sites)
        {
            var globals = world.Resources(Stack(site), "AWS::RDS::GlobalCluster").ToList();
            var expected = site.IsWriter && site.Region.ReaderSites.Any() ? Clusters(world, site).Count() : 0;
            Assert.Equal(expected, globals.Count);
            Assert.All(globals, global =>
            {
                Assert.True(global.Properties.GetProperty("StorageEncrypted").GetBoolean());
                Assert.True(global.Properties.GetProperty("DeletionProtection").GetBoolean());
            });
        }
    }

    [Fact]
    public void A_cluster_of_a_reader_site_follows_the_global_database_of_its_own_region()
    {
        foreach (var (world, site) in Sites)
        {
            foreach (var cluster in Clusters(world, site))
            {
                var isAlone = !site.Region.ReaderSites.Any();
                Assert.Equal(isAlone, !cluster.TryGetProperty("GlobalClusterIdentifier", out var global));
                Assert.Equal(site.IsWriter, cluster.TryGetProperty("MasterUserPassword", out _));
                Assert.Equal(site.IsWriter, !cluster.TryGetProperty("SourceRegion", out var source));
                if (!site.IsWriter)
                {
                    Assert.Equal($"{Text(cluster, "DBClusterIdentifier")}-global", global.GetString());
                    Assert.Equal(site.Region.WriterSite.Name, source.GetString());
                }
            }
        }
    }

    [Fact]
    public void No_global_database_has_members_of_two_regions()
    {
        foreach (var world in Worlds)
        {
            var members =
                from site in world.World.Sites
                from cluster in Clusters(world, site)
                where cluster.TryGetProperty("GlobalClusterIdentifier", out _)
                let reference = cluster.GetProperty("GlobalClusterIdentifier")
                let name = reference.ValueKind == JsonValueKind.String
                    ? reference.GetString()!
                    : Text(
                        Properties(world, site, reference.GetProperty("Ref").GetString()!), "GlobalClusterIdentifier")
                select (Database: name, Region: site.Region.Name);
            Assert.All(members.GroupBy(member => member.Database), database => Assert.Equal(
                database.Key.Split('-')[1], Assert.Single(database.Select(member => member.Region).Distinct())));
        }
    }

    [Fact]
    public void Instances_are_as_many_as_the_topology_has_replicas()
    {
        var world = Synthesized.FourRegions;
        Assert.Equal((3, 2, 2, 2), Count("eu", "eu-west-1"));
        Assert.Equal((2, 2, 2, 2), Count("eu", "eu-central-1"));
        Assert.Equal((1, 1, 1, 1), Count("eu", "eu-north-1"));
        Assert.Equal(1, Instances("br", "sa-east-1", "domicile-br-s1"));

        (int S1, int S2, int Register, int Keys) Count(string region, string site) => (
            Instances(region, site, $"domicile-{region}-s1"),
            Instances(region, site, $"domicile-{region}-s2"),
            Instances(region, site, $"domicile-{region}-register"),
            Instances(region, site, $"domicile-{region}-keys"));

        int Instances(string region, string site, string cluster) => world
            .Resources($"Domicile-{region}-{site}-Data", "AWS::RDS::DBInstance")
            .Count(instance => Text(instance.Properties, "DBInstanceIdentifier").StartsWith(
                $"{cluster}-", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_cluster_is_encrypted_kept_watched_and_entered_by_password_only()
    {
        Assert.NotEmpty(AllClusters);
        Assert.All(AllClusters, cluster =>
        {
            Assert.True(cluster.GetProperty("StorageEncrypted").GetBoolean());
            Assert.True(cluster.TryGetProperty("KmsKeyId", out _));
            Assert.True(cluster.GetProperty("DeletionProtection").GetBoolean());
            Assert.False(cluster.GetProperty("EnableIAMDatabaseAuthentication").GetBoolean());
            Assert.InRange(cluster.GetProperty("BackupRetentionPeriod").GetInt32(), 1, 35);
            Assert.Equal("advanced", Text(cluster, "DatabaseInsightsMode"));
            Assert.Equal(465, cluster.GetProperty("PerformanceInsightsRetentionPeriod").GetInt32());
            Assert.Equal("17.9", Text(cluster, "EngineVersion"));
        });
    }

    [Fact]
    public void Nobody_speaks_to_a_node_in_the_clear_and_ranges_can_move()
    {
        var groups = Worlds
            .SelectMany(world => world.Templates.Keys.SelectMany(
                stack => world.Resources(stack, "AWS::RDS::DBClusterParameterGroup")))
            .Select(group => group.Properties.GetProperty("Parameters"))
            .ToList();
        Assert.NotEmpty(groups);
        Assert.All(groups, parameters =>
        {
            Assert.Equal("1", Text(parameters, "rds.force_ssl"));
            Assert.Equal("1", Text(parameters, "rds.logical_replication"));
            Assert.Equal("none", Text(parameters, "log_statement"));
            Assert.Equal("0", Text(parameters, "log_parameter_max_length_on_error"));
        });
    }

    [Fact]
    public void Instances_are_of_the_class_or_the_capacity_that_the_topology_asks_for()
    {
        var world = Synthesized.FourRegions;
        Assert.All(
            world.Resources("Domicile-br-sa-east-1-Data", "AWS::RDS::DBInstance"),
            instance => Assert.Equal("db.r7g.large", Text(instance.Properties, "DBInstanceClass")));
        Assert.All(
            Clusters(world, world.World.Sites.Single(site => site.Region.Name == "br")),
            cluster => Assert.False(cluster.TryGetProperty("ServerlessV2ScalingConfiguration", out _)));
        Assert.All(
            world.Resources("Domicile-jp-ap-northeast-1-Data", "AWS::RDS::DBInstance"),
            instance => Assert.Equal("db.serverless", Text(instance.Properties, "DBInstanceClass")));
        Assert.All(
            Clusters(world, world.World.Sites.First(site => site.Region.Name == "jp")),
            cluster => Assert.Equal(
                (0.5m, 8m),
                (
                    cluster.GetProperty("ServerlessV2ScalingConfiguration").GetProperty("MinCapacity").GetDecimal(),
                    cluster.GetProperty("ServerlessV2ScalingConfiguration").GetProperty("MaxCapacity").GetDecimal())));
    }

    [Fact]
    public void No_instance_can_be_reached_from_the_internet() => Assert.All(
        Worlds.SelectMany(world => world.Templates.Keys.SelectMany(
            stack => world.Resources(stack, "AWS::RDS::DBInstance"))),
        instance => Assert.False(instance.Properties.GetProperty("PubliclyAccessible").GetBoolean()));

    [Fact]
    public void No_data_go_when_their_stack_goes()
    {
        // What a cluster stands on cannot go before it: a stack that tried would stand half deleted.
        var resources = Worlds
            .SelectMany(world => world.Templates)
            .SelectMany(template => template.Value.GetProperty("Resources").EnumerateObject()
                .Where(resource => template.Key.EndsWith("-Data", StringComparison.Ordinal)
                    || Text(resource.Value, "Type") is "AWS::SecretsManager::Secret" or "AWS::Backup::BackupVault"))
            .ToList();
        Assert.NotEmpty(resources);
        Assert.All(resources, resource =>
        {
            Assert.Equal("Retain", Text(resource.Value, "DeletionPolicy"));
            Assert.Equal("Retain", Text(resource.Value, "UpdateReplacePolicy"));
        });
    }

    private static IEnumerable<JsonElement> Clusters(Synthesized world, SitePlan site) =>
        world.Resources(Stack(site), "AWS::RDS::DBCluster").Select(cluster => cluster.Properties);

    private static JsonElement Properties(Synthesized world, SitePlan site, string id) =>
        world.Templates[Stack(site)].GetProperty("Resources").GetProperty(id).GetProperty("Properties");

    private static string Stack(SitePlan site) => $"Domicile-{site.Region.Name}-{site.Name}-Data";

    private static string Text(JsonElement owner, string name) => owner.GetProperty(name).GetString()!;
}
