using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Keys;

public sealed class KeysTests
{
    private static readonly Synthesized[] Worlds =
        [Synthesized.OneRegion, Synthesized.Shipped, Synthesized.FourRegions];

    private static IEnumerable<(Synthesized World, SitePlan Site)> Sites =>
        Worlds.SelectMany(world => world.World.Sites.Select(site => (world, site)));

    [Fact]
    public void Each_site_has_a_key_of_its_own_for_data_at_rest_that_turns()
    {
        foreach (var (world, site) in Sites)
        {
            var key = Named(world, site, $"alias/domicile-{site.Region.Name}-data");
            Assert.Equal("AWS::KMS::Key", key.GetProperty("Type").GetString());
            Assert.True(key.GetProperty("Properties").GetProperty("EnableKeyRotation").GetBoolean());
            Assert.False(key.GetProperty("Properties").TryGetProperty("MultiRegion", out _));
        }
    }

    [Fact]
    public void The_key_of_users_keys_begins_in_the_writer_site_and_is_copied_to_the_reader_sites()
    {
        foreach (var (world, site) in Sites)
        {
            var key = Named(world, site, $"alias/domicile-{site.Region.Name}-keys-1");
            var properties = key.GetProperty("Properties");
            if (site.IsWriter)
            {
                Assert.Equal("AWS::KMS::Key", key.GetProperty("Type").GetString());
                Assert.True(properties.GetProperty("MultiRegion").GetBoolean());
                Assert.False(properties.GetProperty("EnableKeyRotation").GetBoolean());
            }
            else
            {
                Assert.Equal("AWS::KMS::ReplicaKey", key.GetProperty("Type").GetString());
                Assert.Equal(
                    "UserKeysPrimary", properties.GetProperty("PrimaryKeyArn").GetProperty("Ref").GetString());
            }

            var tags = properties.GetProperty("Tags").EnumerateArray().ToDictionary(
                tag => tag.GetProperty("Key").GetString()!, tag => tag.GetProperty("Value").GetString());
            Assert.Equal(site.Region.Name, tags["domicile:region"]);
            Assert.Equal("user-keys", tags["domicile:use"]);
        }
    }

    [Fact]
    public void A_copy_of_a_key_goes_to_the_sites_of_its_region_and_nowhere_else()
    {
        foreach (var (world, site) in Sites)
        {
            // The writer site too: a key that another site began after it took over is copied back.
            var sites = site.Region.ReaderSites.Any() ? site.Region.Sites.Select(one => one.Name).ToList() : [];
            foreach (var alias in new[] { "keys-1", "signing", "audit" })
            {
                var policy = Policy(Named(world, site, $"alias/domicile-{site.Region.Name}-{alias}"));
                var forbidden = Assert.Single(policy.Forbidding("kms:ReplicateKey"));
                Assert.Equal(
                    sites, WrittenPolicy.Condition(forbidden, "StringNotEquals", "kms:ReplicaRegion"));
                Assert.Equal("*", forbidden.GetProperty("Principal").GetProperty("AWS").GetString());
                Assert.Equal(sites, policy.Allowing("kms:ReplicateKey").SelectMany(
                    allowed => WrittenPolicy.Condition(allowed, "StringEquals", "kms:ReplicaRegion")));
                Assert.Equal(sites, policy.Allowing("kms:UpdatePrimaryRegion").SelectMany(
                    allowed => WrittenPolicy.Condition(allowed, "StringEquals", "kms:PrimaryRegion")));
            }
        }
    }

    [Fact]
    public void Only_workers_destroy_a_generation_and_nobody_any_other_key()
    {
        foreach (var (world, site) in Sites)
        {
            var region = site.Region;
            var workers = $"arn:aws:iam::{region.Account}:role/domicile-{region.Name}-workers";
            var users = Policy(Named(world, site, $"alias/domicile-{region.Name}-keys-1"));
            var allowed = Assert.Single(users.Allowing("kms:ScheduleKeyDeletion"));
            Assert.Equal([workers], WrittenPolicy.Condition(allowed, "ArnEquals", "aws:PrincipalArn"));
            var forbidden = Assert.Single(users.Forbidding("kms:ScheduleKeyDeletion"));
            Assert.Equal([workers], WrittenPolicy.Condition(forbidden, "ArnNotEquals", "aws:PrincipalArn"));
            foreach (var alias in new[] { "data", "signing", "audit" })
            {
                var policy = Policy(Named(world, site, $"alias/domicile-{region.Name}-{alias}"));
                Assert.False(Assert.Single(policy.Forbidding("kms:ScheduleKeyDeletion"))
                    .TryGetProperty("Condition", out _));
            }
        }
    }

    [Fact]
    public void Users_keys_are_unwrapped_by_the_servers_of_their_region_only()
    {
        foreach (var (world, site) in Sites)
        {
            var policy = Policy(Named(world, site, $"alias/domicile-{site.Region.Name}-keys-1"));
            var allowed = Assert.Single(policy.Allowing("kms:Decrypt"));
            Assert.Equal(
                new[] { "api", "workers" }.Select(role =>
                    $"arn:aws:iam::{site.Region.Account}:role/domicile-{site.Region.Name}-{role}"),
                WrittenPolicy.Condition(allowed, "ArnEquals", "aws:PrincipalArn"));
        }
    }

    [Fact]
    public void The_key_of_data_at_rest_opens_nothing_by_hand()
    {
        foreach (var (world, site) in Sites)
        {
            var policy = Policy(Named(world, site, $"alias/domicile-{site.Region.Name}-data"));
            foreach (var allowed in policy.Allowing("kms:Decrypt").Concat(policy.Allowing("kms:CreateGrant")))
            {
                if (!allowed.GetProperty("Principal").TryGetProperty("Service", out _))
                {
                    Assert.NotEmpty(WrittenPolicy.Condition(allowed, "StringEquals", "kms:ViaService"));
                    Assert.Equal(
                        [site.Region.Account],
                        WrittenPolicy.Condition(allowed, "StringEquals", "kms:CallerAccount"));
                }
            }
        }
    }

    [Fact]
    public void Alarms_reach_an_encrypted_topic_and_EventBridge_has_no_way_to_the_key_but_by_a_rules_own_role()
    {
        foreach (var (world, site) in Sites)
        {
            var services = Policy(Named(world, site, $"alias/domicile-{site.Region.Name}-data"))
                .Allowing("kms:GenerateDataKey")
                .Where(allowed => allowed.GetProperty("Principal").TryGetProperty("Service", out _))
                .SelectMany(allowed => WrittenPolicy.Texts(allowed.GetProperty("Principal"), "Service"));
            Assert.Equal(
                ["cloudwatch.amazonaws.com", $"logs.{site.Name}.amazonaws.com"],
                services.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Signing_keys_are_those_that_the_servers_sign_with()
    {
        foreach (var (world, site) in Sites.Where(place => place.Site.IsWriter))
        {
            foreach (var alias in new[] { "signing", "audit" })
            {
                var properties = Named(world, site, $"alias/domicile-{site.Region.Name}-{alias}")
                    .GetProperty("Properties");
                Assert.Equal("ECC_NIST_P256", properties.GetProperty("KeySpec").GetString());
                Assert.Equal("SIGN_VERIFY", properties.GetProperty("KeyUsage").GetString());
            }
        }
    }

    [Fact]
    public void No_key_goes_when_its_stack_goes()
    {
        foreach (var template in Worlds
            .SelectMany(world => world.Templates)
            .Where(template => template.Key.EndsWith("-Keys", StringComparison.Ordinal)))
        {
            foreach (var resource in template.Value.GetProperty("Resources").EnumerateObject())
            {
                Assert.Equal("Retain", resource.Value.GetProperty("DeletionPolicy").GetString());
                Assert.Equal("Retain", resource.Value.GetProperty("UpdateReplacePolicy").GetString());
            }
        }
    }

    private static WrittenPolicy Policy(JsonElement key) => new(key.GetProperty("Properties").GetProperty("KeyPolicy"));

    private static JsonElement Named(Synthesized world, SitePlan site, string alias)
    {
        var stack = $"Domicile-{site.Region.Name}-{site.Name}-Keys";
        var target = Assert.Single(
            world.Resources(stack, "AWS::KMS::Alias"),
            named => named.Properties.GetProperty("AliasName").GetString() == alias)
            .Properties.GetProperty("TargetKeyId").GetProperty("Ref").GetString()!;
        return world.Templates[stack].GetProperty("Resources").GetProperty(target);
    }
}
