using System.Text.Json;
using System.Text.RegularExpressions;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Edge;

public sealed partial class RegionHostTests
{
    [Fact]
    public void A_sites_certificate_names_every_host_that_it_answers_at_and_is_validated_in_the_regions_zone()
    {
        foreach (var site in Synthesized.FourRegions.World.Sites)
        {
            var certificate = Assert.Single(Synthesized.FourRegions.Resources(
                $"Domicile-{site.Region.Name}-{site.Name}-Edge", "AWS::CertificateManager::Certificate")).Properties;
            var hosts = certificate.GetProperty("SubjectAlternativeNames").EnumerateArray()
                .Select(name => name.GetString()!)
                .Prepend(certificate.GetProperty("DomainName").GetString()!)
                .ToList();
            Assert.Equal([.. Expected(site)], hosts);
            Assert.Equal("DNS", certificate.GetProperty("ValidationMethod").GetString());
            Assert.Equal(hosts, certificate.GetProperty("DomainValidationOptions").EnumerateArray()
                .Select(option => option.GetProperty("DomainName").GetString()));
            var zone = site.IsWriter
                ? $"{{\"Fn::ImportValue\":\"Domicile-{site.Region.Name}-{site.Name}-Zone:"
                : "{\"Ref\":\"ZoneId\"}";
            Assert.All(certificate.GetProperty("DomainValidationOptions").EnumerateArray(), option => Assert.StartsWith(
                zone, JsonSerializer.Serialize(option.GetProperty("HostedZoneId")), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_zone_is_the_writer_sites_and_reader_sites_are_told_its_id()
    {
        var zone = Assert.Single(
            Synthesized.FourRegions.Resources("Domicile-eu-eu-west-1-Zone", "AWS::Route53::HostedZone"));
        Assert.Equal("eu.bank.example", zone.Properties.GetProperty("Name").GetString());
        Assert.DoesNotContain("Domicile-eu-eu-north-1-Zone", Synthesized.FourRegions.Templates.Keys);
        Assert.True(Synthesized.FourRegions.Templates["Domicile-eu-eu-north-1-Edge"]
            .GetProperty("Parameters").TryGetProperty("ZoneId", out _));
    }

    /// <summary>
    /// A stack waits for its certificate, and a certificate for the zone's servers to be named: what made the zone must
    /// have ended before.
    /// </summary>
    [Fact]
    public void No_certificate_waits_for_a_zone_that_nobody_can_find_yet()
    {
        var waves = Synthesized.FourRegions.Waves.GetProperty("waves").EnumerateArray()
            .SelectMany((wave, number) => wave.GetProperty("stacks").EnumerateArray()
                .Select(stack => (Name: stack.GetProperty("name").GetString()!, number)))
            .ToDictionary(stack => stack.Name, stack => stack.number);
        foreach (var site in Synthesized.FourRegions.World.Sites)
        {
            var zone = waves[$"Domicile-{site.Region.Name}-{site.Region.WriterSite.Name}-Zone"];
            var host = waves[$"Domicile-world-us-east-1-Host-{site.Region.Name}"];
            var edge = waves[$"Domicile-{site.Region.Name}-{site.Name}-Edge"];
            Assert.True(zone < host && host < edge, $"{site}: zone {zone}, host {host}, edge {edge}");
        }
    }

    [Fact]
    public void People_sign_in_with_two_factors_and_nobody_says_who_they_are_by_themselves()
    {
        var pool = Assert.Single(Synthesized.FourRegions.Resources(
            "Domicile-eu-eu-west-1-Edge", "AWS::Cognito::UserPool")).Properties;
        Assert.Equal("ON", pool.GetProperty("MfaConfiguration").GetString());
        Assert.True(pool.GetProperty("AdminCreateUserConfig").GetProperty("AllowAdminCreateUserOnly").GetBoolean());
        Assert.All(
            pool.GetProperty("Schema").EnumerateArray(),
            attribute => Assert.False(attribute.GetProperty("Mutable").GetBoolean()));
        Assert.Equal("email", Assert.Single(pool.GetProperty("AliasAttributes").EnumerateArray()).GetString());
        Assert.False(pool.TryGetProperty("UsernameAttributes", out _), "an erasure deletes by the user id");
        var client = Synthesized.FourRegions.Resources("Domicile-eu-eu-west-1-Edge", "AWS::Cognito::UserPoolClient")
            .Single(one => one.Id == "Console").Properties;
        Assert.Equal("email", Assert.Single(client.GetProperty("WriteAttributes").EnumerateArray()).GetString());
        Assert.Empty(Synthesized.FourRegions.Resources("Domicile-eu-eu-north-1-Edge", "AWS::Cognito::UserPool"));
    }

    [Fact]
    public void Programs_come_by_their_own_credentials_for_the_scopes_that_servers_take()
    {
        const string stack = "Domicile-eu-eu-west-1-Edge";
        var source = File.ReadAllText(Path.Combine(
            Synthesized.RepositoryRoot, "src", "Local", "Servers", "ServiceScopes.cs"));
        var taken = ScopeWord().Matches(source).Select(match => match.Groups[1].Value).Order().ToList();
        var server = Assert.Single(Synthesized.FourRegions.Resources(stack, "AWS::Cognito::UserPoolResourceServer"))
            .Properties;
        Assert.Equal("domicile:eu", server.GetProperty("Identifier").GetString());
        Assert.Equal(
            taken, server.GetProperty("Scopes").EnumerateArray().Select(one => one.GetProperty("ScopeName").GetString())
                .Order());
        var program = Synthesized.FourRegions.Resources(stack, "AWS::Cognito::UserPoolClient")
            .Single(one => one.Id == "Program").Properties;
        Assert.True(program.GetProperty("GenerateSecret").GetBoolean());
        Assert.Equal(
            "client_credentials", Assert.Single(program.GetProperty("AllowedOAuthFlows").EnumerateArray()).GetString());
        Assert.Equal(
            taken.Select(scope => $"domicile:eu/{scope}"),
            program.GetProperty("AllowedOAuthScopes").EnumerateArray().Select(one => one.GetString()!).Order());
        var audiences = Synthesized.FourRegions.Templates[stack].GetProperty("Outputs").GetProperty("Audiences");
        Assert.Equal(
            """{"Fn::Join":[",",[{"Ref":"Console"},{"Ref":"Program"}]]}""",
            JsonSerializer.Serialize(audiences.GetProperty("Value")));
    }

    [Fact]
    public void A_region_with_an_issuer_of_its_own_has_no_user_pool()
    {
        var world = Synthesized.Of(Topologies.OneRegion.Replace(
            "\"name\": \"eu\",",
            "\"name\": \"eu\", \"aws\": { \"issuer\": \"https://login.bank.example\" },",
            StringComparison.Ordinal));
        Assert.Empty(world.Resources("Domicile-eu-eu-central-1-Edge", "AWS::Cognito::UserPool"));
        var parameters = world.Templates["Domicile-eu-eu-central-1-Compute"].GetProperty("Parameters");
        Assert.Equal(
            ["Audiences", "ImageDigest"],
            parameters.EnumerateObject().Select(parameter => parameter.Name).Order().Where(Ours));
    }

    [Fact]
    public void The_door_for_handed_on_writes_has_no_address_in_the_internet_and_lets_the_regions_readers_in_only()
    {
        foreach (var region in Synthesized.FourRegions.World.Regions.Where(region => region.ReaderSites.Any()))
        {
            var stack = $"Domicile-{region.Name}-{region.WriterSite.Name}-Compute";
            var doors = Synthesized.FourRegions.Resources(stack, "AWS::ElasticLoadBalancingV2::LoadBalancer");
            var door = Assert.Single(doors, each => each.Id == "WriterDoor").Properties;
            Assert.Equal("internal", door.GetProperty("Scheme").GetString());
            var blocks = Synthesized.FourRegions.Resources(stack, "AWS::EC2::SecurityGroupIngress")
                .Where(rule => rule.Id.Contains("ToWriterDoorGroup", StringComparison.Ordinal))
                .Select(rule => rule.Properties.GetProperty("CidrIp").GetString()!)
                .ToList();
            Assert.Equal(3 * region.ReaderSites.Count(), blocks.Count);
            Assert.All(blocks, block => Assert.Contains(
                region.ReaderSites, reader => reader.Service.Contains(Parsed(block))));
        }

        static AddressBlock Parsed(string text) =>
            AddressBlock.TryParse(text, out var block) ? block : throw new FormatException(text);
    }

    [Fact]
    public void Load_balancers_take_TLS_1_2_and_newer_only()
    {
        var listeners = Synthesized.FourRegions.Templates.Keys
            .SelectMany(stack => Synthesized.FourRegions.Resources(stack, "AWS::ElasticLoadBalancingV2::Listener"))
            .Select(listener => listener.Properties)
            .ToList();
        Assert.NotEmpty(listeners);
        Assert.All(listeners, listener => Assert.Equal(
            ("HTTPS", "ELBSecurityPolicy-TLS13-1-2-2021-06"),
            (listener.GetProperty("Protocol").GetString(), listener.GetProperty("SslPolicy").GetString())));
    }

    private static bool Ours(string parameter) => !parameter.StartsWith("Ssm", StringComparison.Ordinal);

    private static IEnumerable<string> Expected(SitePlan site)
    {
        yield return $"{site.Region.Name}.bank.example";
        yield return $"{site.Name}.{site.Region.Name}.bank.example";
        if (site.IsWriter && site.Region.ReaderSites.Any())
        {
            yield return $"writer.{site.Region.Name}.bank.example";
        }
    }

    [GeneratedRegex("\"([a-z]+:[a-z]+)\"")]
    private static partial Regex ScopeWord();
}
