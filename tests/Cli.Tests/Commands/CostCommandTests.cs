using System.Text.Json;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Commands;

public sealed class CostCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-cost-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_world_is_priced_with_a_recommendation_and_every_doubt()
    {
        using var run = await CommandRun.RunAsync("cost", "--rps", "20", "--ms", "50", "--memory", "512");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("Take Lambda. ", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Lambda +\$9\d\.\d\d +\$3\.\d\d", run.Output);
        Assert.Contains("a day. A month has 730 hours.", run.Output, StringComparison.Ordinal);
        Assert.Contains("not to be leaned on", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "  Cognito: users who sign in: no price of it is known here.", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"ec2: m7g\.large +0\.0912 / hour +eu-central-1 .*doubtful, price of eu-west-1", run.Output);
        Assert.DoesNotContain("eu/eu-west-1: NAT", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_shows_what_the_command_prints_and_a_topology_without_mistakes()
    {
        var guide = await File.ReadAllTextAsync(
            Path.Combine(ProjectFolder.Find(), "docs/guides/aws.md"), TestContext.Current.CancellationToken);
        var command = Between(guide, "```\n./domicile ", "\n```");
        var shown = Between(guide, "```text\n", "```")
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0)
            .ToList();

        using var run = await CommandRun.RunAsync(command.Split(' '));

        var printed = run.Output.Split('\n').Select(line => line.Trim()).ToHashSet();
        Assert.All(shown, line => Assert.Contains(line, printed));
        Assert.Contains(shown, line => line.StartsWith("The whole world, ", StringComparison.Ordinal));
        Assert.Empty(TopologyFile.Parse(Between(guide, "```json\n", "```")).Mistakes);
    }

    [Fact]
    public async Task The_same_for_programs_adds_up()
    {
        using var run = await CommandRun.RunAsync("cost", "--rps", "20", "--json");

        var rest = run.Json.GetProperty("rest");
        Assert.Equal(
            rest.GetProperty("usdPerMonth").GetDecimal(),
            rest.GetProperty("lines").EnumerateArray()
                .Sum(line => line.GetProperty("quantity").GetDecimal()
                    * line.GetProperty("price").GetProperty("usd").GetDecimal()),
            2);
        Assert.Equal(
            ["Lambda", "EC2", "EKS"],
            run.Json.GetProperty("servers").EnumerateArray().Select(one => one.GetProperty("platform").GetString()));
        var turn = run.Json.GetProperty("breakEven").GetProperty("ec2");
        Assert.InRange(turn.GetProperty("requestsPerSecond").GetDecimal(), 20m, 500m);
        Assert.Contains(
            run.Json.GetProperty("notPriced").EnumerateArray(),
            one => one.GetProperty("what").GetString() == "ECR: the image in each site");
        Assert.True(run.Json.GetProperty("recommendation").GetProperty("lambdaIsPossible").GetBoolean());
    }

    [Fact]
    public async Task Every_line_is_printed_when_it_is_asked_for()
    {
        using var run = await CommandRun.RunAsync("cost", "--rps", "1", "--lines");

        Assert.Matches(@"eu/eu-west-1: 3 NAT gateways +2,190 ", run.Output);
        Assert.Matches(@"us/us-east-1: HTTP API ", run.Output);
    }

    [Fact]
    public async Task A_file_of_prices_counts_and_one_that_is_none_is_refused()
    {
        var file = Path.Combine(folder.FullName, "prices.json");
        await File.WriteAllTextAsync(
            file,
            """
            { "prices": [{ "service": "vpc", "item": "NAT gateway", "region": "*", "usd": 1000, "per": "hour",
                           "source": "made up", "dated": "2026-11-01" }] }
            """,
            TestContext.Current.CancellationToken);

        using var dear = await CommandRun.RunAsync("cost", "--rps", "1", "--json", "--prices", file);
        Assert.Contains(
            dear.Json.GetProperty("rest").GetProperty("lines").EnumerateArray(),
            line => line.GetProperty("usdPerMonth").GetDecimal() == 2_190_000m);

        var page = Path.Combine(ProjectFolder.Find(), "README.md");
        using var none = await CommandRun.RunAsync("cost", "--rps", "1", "--prices", page);
        Assert.Equal((1, ""), (none.ExitCode, none.Output));
        Assert.Contains("README.md is neither", none.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_price_is_named_and_nothing_is_printed()
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(ProjectFolder.Find(), "domicile.json"), TestContext.Current.CancellationToken);
        var file = Path.Combine(folder.FullName, "domicile.json");
        await File.WriteAllTextAsync(
            file,
            text.Replace(
                "\"name\": \"us\",",
                "\"name\": \"us\", \"aws\": { \"database\": { \"instance\": \"db.r9.nothing\" } },",
                StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        using var run = await CommandRun.RunAsync("cost", "--rps", "1", "--topology", file);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("no price of aurora: db.r9.nothing in us-east-1", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("eu-west-1", "eu-west-9", "site eu/eu-west-9 is not an AWS Region that is known here")]
    [InlineData("eu-central-1", "ca-central-1", "reader site eu/ca-central-1 is in another part of the world")]
    public async Task What_cannot_be_in_AWS_is_not_priced(string good, string bad, string why)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(ProjectFolder.Find(), "domicile.json"), TestContext.Current.CancellationToken);
        var file = Path.Combine(folder.FullName, "domicile.json");
        await File.WriteAllTextAsync(
            file, text.Replace(good, bad, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        using var run = await CommandRun.RunAsync("cost", "--rps", "1", "--topology", file);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--rps takes a number from 0 to 1000000", "--rps -1")]
    [InlineData("--rps takes a number from 0 to 1000000", "--rps 1000001")]
    [InlineData("--memory takes a whole number from 128 to 10240", "--rps 1 --memory 127")]
    [InlineData("--ms takes a number", "--rps 1 --ms many")]
    [InlineData("--writes takes a number from 0 to 100", "--rps 1 --writes 101")]
    [InlineData("'--rps' is required", "--ms 5")]
    [InlineData("steady", "--rps 1 --pattern weekly")]
    public async Task What_is_out_of_range_is_not_understood(string message, string arguments)
    {
        using var run = await CommandRun.RunAsync(["cost", .. arguments.Split(' ')]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    private static string Between(string text, string first, string end)
    {
        var start = text.IndexOf(first, StringComparison.Ordinal) + first.Length;
        return text[start..text.IndexOf(end, start, StringComparison.Ordinal)];
    }

    [Theory]
    [InlineData("--rps 0 --ms 0 --memory 128", "Lambda")]
    [InlineData("--rps 1000000 --ms 0 --memory 128", "EC2")]
    [InlineData("--rps 1000000 --ms 86400000 --memory 10240 --pattern spiky", "EC2")]
    [InlineData("--rps 1 --ms 900001", "EC2")]
    public async Task The_outer_edges_are_answered(string arguments, string platform)
    {
        using var run = await CommandRun.RunAsync(["cost", "--json", .. arguments.Split(' ')]);

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(platform, run.Json.GetProperty("recommendation").GetProperty("platform").GetString());
        Assert.Equal(JsonValueKind.Array, run.Json.GetProperty("remarks").ValueKind);
    }
}
