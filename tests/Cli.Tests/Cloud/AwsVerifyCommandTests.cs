using System.Text.Json;
using Domicile.Cli.Tests.Commands;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>One region's nodes verified without a way to their machines or to others.</summary>
public sealed class AwsVerifyCommandTests
{
    [Fact]
    public async Task It_looks_at_every_node_names_what_is_broken_and_what_was_left_out()
    {
        await using var region = await MovedRegion.MakeAsync("ver");
        string[] verify = ["aws", "verify", "ver", "--topology", region.TopologyFile];

        using var whole = await CommandRun.RunInAsync(region.Variables, [.. verify, "--json"]);
        await TestSql.RunAsync(region.Books.OwnerOf("s2"), "update sharding.shard set epoch = 7");
        using var broken = await CommandRun.RunInAsync(region.Variables, [.. verify, "--site", "eu-central-1"]);

        Assert.Equal(["ver/keys", "ver/register", "ver/s1", "ver/s2"], Nodes(whole.Json, "nodes-answer"));
        Assert.All(
            whole.Json.GetProperty("invariants").EnumerateArray(),
            invariant => Assert.Equal(0, invariant.GetProperty("violations").GetInt64()));
        Assert.Equal(
            ["figures-agree", "own-folder", "primary-identity", "replica-identity", "replica-streaming"],
            whole.Json.GetProperty("leftOut").EnumerateArray().Select(name => name.GetString()!)
                .Where(name => !name.Contains("package", StringComparison.Ordinal)
                    && !name.Contains("document", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("shard-identity is broken on ver/s2", broken.Output, StringComparison.Ordinal);
        Assert.Contains("Left out", broken.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_away_is_a_violation()
    {
        await using var region = await MovedRegion.MakeAsync("vea");
        await region.Old.PutParameterAsync(
            "/domicile/vea/nodes/s1",
            $$"""{"primary":"127.0.0.1:{{TestNode.FreePort()}}","readers":[],"secret":"domicile/vea/s1/{role}"}""");

        using var run = await CommandRun.RunInAsync(
            region.Variables, "aws", "verify", "vea", "--topology", region.TopologyFile);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nodes-answer is broken on vea/s1", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Nodes(JsonElement report, string invariant) =>
        report.GetProperty("invariants").EnumerateArray()
            .Single(one => one.GetProperty("invariant").GetString() == invariant)
            .GetProperty("nodes").EnumerateArray()
            .Select(node => node.GetProperty("node").GetString()!)
            .Order(StringComparer.Ordinal);
}
