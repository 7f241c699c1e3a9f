using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Data;

public sealed class SecretsTests
{
    private static readonly Synthesized[] Worlds =
        [Synthesized.OneRegion, Synthesized.Shipped, Synthesized.FourRegions];

    private static IEnumerable<(Synthesized World, SitePlan Site)> Sites =>
        Worlds.SelectMany(world => world.World.Sites.Select(site => (world, site)));

    [Fact]
    public void Each_role_has_a_secret_for_each_node_of_its_region_in_the_writer_site()
    {
        foreach (var (world, site) in Sites)
        {
            var nodes = site.Region.Topology.Shards.Select(shard => shard.Name).Append("register").Append("keys");
            var expected = nodes
                .SelectMany(node => new[] { "admin", "migrations", "server", "worker" }
                    .Select(role => $"domicile/{site.Region.Name}/{node}/{role}"))
                .Append($"domicile/{site.Region.Name}/hash-key");
            Assert.Equal(
                site.IsWriter ? expected.Order() : [], Secrets(world, site).Select(secret => Name(secret)).Order());
        }
    }

    [Fact]
    public void No_password_stands_in_a_template()
    {
        foreach (var secret in Sites.SelectMany(place => Secrets(place.World, place.Site)))
        {
            Assert.False(secret.TryGetProperty("SecretString", out _));
            Assert.True(secret.TryGetProperty("GenerateSecretString", out var generated));
            Assert.True(generated.GetProperty("PasswordLength").GetInt32() >= 43);
            Assert.True(generated.GetProperty("ExcludePunctuation").GetBoolean());
        }

        var passwords = Worlds
            .SelectMany(world => world.Templates.Keys.SelectMany(
                stack => world.Resources(stack, "AWS::RDS::DBCluster")))
            .Where(cluster => cluster.Properties.TryGetProperty("MasterUserPassword", out _))
            .Select(cluster => cluster.Properties.GetProperty("MasterUserPassword").GetRawText())
            .ToList();
        Assert.NotEmpty(passwords);
        Assert.All(passwords, password => Assert.Contains(
            "{{resolve:secretsmanager:", password, StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_of_each_secret_is_in_each_reader_site_under_that_sites_key_and_nowhere_else()
    {
        foreach (var (world, site) in Sites)
        {
            foreach (var secret in Secrets(world, site))
            {
                var copies = secret.TryGetProperty("ReplicaRegions", out var replicas)
                    ? replicas.EnumerateArray().ToList()
                    : [];
                Assert.Equal(
                    site.Region.ReaderSites.Select(reader => reader.Name),
                    copies.Select(copy => copy.GetProperty("Region").GetString()));
                Assert.All(copies, copy => Assert.Equal(
                    $"alias/domicile-{site.Region.Name}-data", copy.GetProperty("KmsKeyId").GetString()));
                Assert.Contains("-Keys:", secret.GetProperty("KmsKeyId").GetRawText(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_secret_of_a_node_is_rotated_by_our_own_function_and_the_hash_key_never()
    {
        foreach (var (world, stack, names) in Worlds.SelectMany(Turned))
        {
            var schedules = world.Resources(stack, "AWS::SecretsManager::RotationSchedule").ToList();
            Assert.Equal(names, schedules.Count);
            Assert.All(schedules, schedule =>
            {
                Assert.Equal(
                    "Rotation",
                    schedule.Properties.GetProperty("RotationLambdaARN").GetProperty("Fn::GetAtt")[0].GetString());
                Assert.False(schedule.Properties.TryGetProperty("HostedRotationLambda", out _));
                Assert.DoesNotContain("HashKey", schedule.Properties.GetRawText(), StringComparison.Ordinal);
                Assert.Equal(
                    30,
                    schedule.Properties.GetProperty("RotationRules").GetProperty("AutomaticallyAfterDays").GetInt32());
            });
            Assert.Equal(
                names, schedules.Select(schedule => schedule.Properties.GetProperty("SecretId").GetRawText())
                    .Distinct().Count());
        }
    }

    [Fact]
    public void The_function_is_called_by_Secrets_Manager_of_its_own_account_only()
    {
        foreach (var (world, stack, _) in Worlds.SelectMany(Turned))
        {
            var permission = Assert.Single(world.Resources(stack, "AWS::Lambda::Permission")).Properties;
            Assert.Equal("secretsmanager.amazonaws.com", permission.GetProperty("Principal").GetString());
            Assert.Matches("^[0-9]{12}$", permission.GetProperty("SourceAccount").GetString());
            var settings = Assert.Single(world.Resources(stack, "AWS::Lambda::Function")).Properties
                .GetProperty("Environment").GetProperty("Variables");
            Assert.Equal("rotation", settings.GetProperty("DOMICILE_ROLES").GetString());
            Assert.Equal("400-599", settings.GetProperty("AWS_LWA_ERROR_STATUS_CODES").GetString());
        }
    }

    [Fact]
    public void The_function_reads_and_writes_the_secrets_of_nodes_and_no_other()
    {
        foreach (var (world, site) in Sites.Where(place => place.Site.IsWriter))
        {
            var role = Assert.Single(
                world.Resources($"Domicile-{site.Region.Name}-{site.Name}-Secrets", "AWS::IAM::Role")).Properties;
            var policy = new WrittenPolicy(role.GetProperty("Policies")[0].GetProperty("PolicyDocument"));
            var allowed = Assert.Single(policy.Allowing("secretsmanager:GetSecretValue"));
            var nodes = site.Region.Topology.Shards.Select(shard => shard.Name).Append("register").Append("keys");
            Assert.Equal(
                nodes.Select(node => $"arn:aws:secretsmanager:{site.Name}:{site.Region.Account}:secret:"
                    + $"domicile/{site.Region.Name}/{node}/*"),
                WrittenPolicy.Texts(allowed, "Resource"));
        }
    }

    private static IEnumerable<(Synthesized World, string Stack, int Secrets)> Turned(Synthesized world) => world.World
        .Regions
        .Select(region => (
            world,
            $"Domicile-{region.Name}-{region.WriterSite.Name}-Secrets",
            4 * (region.Topology.Shards.Count + 2)))
        .Append((world, $"Domicile-world-{world.World.CentralSite}-Secrets", 3));

    private static IEnumerable<JsonElement> Secrets(Synthesized world, SitePlan site) =>
        from room in new[] { "Data", "Secrets" }
        let stack = $"Domicile-{site.Region.Name}-{site.Name}-{room}"
        where world.Templates.ContainsKey(stack)
        from secret in world.Resources(stack, "AWS::SecretsManager::Secret")
        select secret.Properties;

    private static string Name(JsonElement secret) => secret.GetProperty("Name").GetString()!;
}
