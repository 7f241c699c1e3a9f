using System.Text.Json;
using Domicile.Infrastructure.Worlds;

namespace Domicile.Infrastructure.Tests.Data;

/// <summary>What a site's servers are told of the nodes, as they will read it.</summary>
public sealed class WhereNodesAreTests
{
    private static readonly Synthesized World = Synthesized.FourRegions;

    [Fact]
    public void Each_site_is_told_of_every_node_of_its_region_and_of_no_other()
    {
        foreach (var site in World.World.Sites)
        {
            var nodes = site.Region.Topology.Shards.Select(shard => shard.Name).Append("register").Append("keys");
            Assert.Equal(
                nodes.Select(node => $"/domicile/{site.Region.Name}/nodes/{node}").Order(),
                Told(site).Select(told => told.Name).Order());
        }
    }

    [Fact]
    public void The_secret_is_named_for_any_role_and_no_password_is_told()
    {
        foreach (var (name, value) in World.World.Sites.SelectMany(Told))
        {
            var parts = name.Split('/');
            Assert.Equal(
                $"domicile/{parts[2]}/{parts[4]}/{{role}}",
                JsonDocument.Parse(value).RootElement.GetProperty("secret").GetString());
            Assert.DoesNotContain("resolve:secretsmanager", value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_writer_site_finds_the_primary_in_its_own_cluster_until_another_takes_over()
    {
        var value = JsonDocument.Parse(Told(Site("eu-west-1")).Single(told => told.Name.EndsWith("/s1")).Value)
            .RootElement;
        Assert.Equal(
            "if S1IsHere then S1Cluster.cluster-x:5432 else S1Primary",
            value.GetProperty("primary").GetString());
        Assert.Equal(
            ["S1Cluster.cluster-ro-x:5432"],
            value.GetProperty("readers").EnumerateArray().Select(reader => reader.GetString()));
    }

    [Fact]
    public void A_reader_site_finds_the_primary_in_the_writer_site_and_replicas_in_its_own()
    {
        var value = JsonDocument.Parse(Told(Site("eu-central-1")).Single(told => told.Name.EndsWith("/s2")).Value)
            .RootElement;
        Assert.Equal("S2Primary", value.GetProperty("primary").GetString());
        Assert.Equal(
            ["S2Cluster.cluster-ro-x:5432"],
            value.GetProperty("readers").EnumerateArray().Select(reader => reader.GetString()));
        Assert.True(World.Templates["Domicile-eu-eu-west-1-Data"]
            .GetProperty("Outputs").TryGetProperty("S2Endpoint", out _));
    }

    [Fact]
    public void A_node_without_replicas_has_no_readers()
    {
        var value = JsonDocument.Parse(Told(Site("sa-east-1")).Single(told => told.Name.EndsWith("/s1")).Value)
            .RootElement;
        Assert.Empty(value.GetProperty("readers").EnumerateArray());
    }

    /// <summary>DescribeDBClusters tells it of none that follows a cluster of another site.</summary>
    [Fact]
    public void No_stack_asks_a_cluster_for_the_host_that_takes_writes() => Assert.Empty(
        World.Templates
            .Where(template => template.Value.GetRawText().Contains("\"Endpoint.Address\"", StringComparison.Ordinal))
            .Select(template => template.Key));

    [Fact]
    public void A_reader_site_gives_out_where_its_own_cluster_takes_writes_after_it_took_over() => Assert.Equal(
        "S1Cluster.cluster-x:5432",
        Spoken(World.Templates["Domicile-eu-eu-central-1-Data"]
            .GetProperty("Outputs").GetProperty("S1Endpoint").GetProperty("Value")));

    [Fact]
    public void Nobody_is_told_an_endpoint_that_turns_by_itself_to_a_promoted_site() => Assert.Empty(
        World.Templates
            .Where(template => template.Value.GetRawText().Contains("GlobalEndpoint", StringComparison.Ordinal))
            .Select(template => template.Key));

    private static SitePlan Site(string name) => World.World.Sites.Single(site => site.Name == name);

    private static IEnumerable<(string Name, string Value)> Told(SitePlan site) => World
        .Resources($"Domicile-{site.Region.Name}-{site.Name}-Data", "AWS::SSM::Parameter")
        .Select(parameter => (
            parameter.Properties.GetProperty("Name").GetString()!,
            Spoken(parameter.Properties.GetProperty("Value"))));

    /// <summary>What CloudFormation would make of it, with names for what it does not know yet.</summary>
    private static string Spoken(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString()!;
        }

        var function = value.EnumerateObject().Single();
        var arguments = function.Value;
        return function.Name switch
        {
            "Ref" => arguments.GetString()!,
            "Fn::GetAtt" when arguments[1].GetString() == "ReadEndpoint.Address" => $"{arguments[0]}.cluster-ro-x",
            "Fn::Join" => string.Join(arguments[0].GetString(), Several(arguments[1])),
            "Fn::If" => $"if {arguments[0].GetString()} then {Spoken(arguments[1])} else {Spoken(arguments[2])}",
            _ => throw new NotSupportedException(function.Value.GetRawText()),
        };
    }

    private static IEnumerable<string> Several(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? list.EnumerateArray().Select(Spoken)
        : Spoken(list.GetProperty("Fn::Split")[1]).Split(list.GetProperty("Fn::Split")[0].GetString());
}
