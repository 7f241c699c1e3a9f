using Domicile.Cli.Tests.Commands;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>The command, as an operator types it.</summary>
public sealed class AwsPromoteCommandTests
{
    [Fact]
    public async Task It_promotes_says_who_was_told_and_names_what_is_lost()
    {
        await using var region = await MovedRegion.MakeAsync("apa");
        string[] promote =
        [
            "aws", "promote", "apa/s1", "--site", "eu-central-1", "--primary", region.NewPlace,
            "--topology", region.TopologyFile,
        ];

        using var first = await CommandRun.RunInAsync(region.Variables, [.. promote, "--lost", "eu-west-1"]);
        using var second = await CommandRun.RunInAsync(region.Variables, [.. promote, "--json"]);
        using var third = await CommandRun.RunInAsync(region.Variables, [.. promote, "--again"]);

        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Contains($"apa/s1 is of epoch 2, at {region.NewPlace}.", first.Output, StringComparison.Ordinal);
        Assert.Contains("Not told, because lost: eu-west-1.", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (second.ExitCode, second.Errors));
        Assert.Equal(2, second.Json.GetProperty("epoch").GetInt32());
        Assert.Equal("eu-west-1", second.Json.GetProperty("told")[0].GetString());
        Assert.False(second.Json.GetProperty("isNew").GetBoolean());
        Assert.Contains("apa/s1 is of epoch 3", third.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("us/s1", "eu-central-1", "The topology has no region us. It has apb.")]
    [InlineData("apb/s3", "eu-central-1", "The nodes of apb are apb/register, apb/keys, apb/s1, apb/s2.")]
    [InlineData("apb/s1", "us-east-1", "apb has no site us-east-1. Its sites are eu-west-1, eu-central-1.")]
    [InlineData("apb/s1", "eu-central-1", "There is no cluster domicile-apb-s1 in eu-central-1.")]
    public async Task What_is_not_there_is_said(string node, string site, string why)
    {
        await using var region = await MovedRegion.MakeAsync("apb");

        using var run = await CommandRun.RunInAsync(
            region.Variables, "aws", "promote", node, "--site", site, "--topology", region.TopologyFile);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
    }
}
