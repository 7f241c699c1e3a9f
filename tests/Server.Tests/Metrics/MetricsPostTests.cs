using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Metrics;
using Domicile.Server.Metrics;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Domicile.Testing.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace Domicile.Server.Tests.Metrics;

/// <summary>What a server's figures look like in CloudWatch, as moto plays it.</summary>
public sealed class MetricsPostTests
{
    [Fact]
    public async Task Figures_arrive_with_their_dimensions_and_without_any_user()
    {
        using var calls = await CallsAsync();
        using var tokens = new TestTokens("eu");
        await using var server = await PartsServer.StartAsync(
            LocalTrusts.Of(tokens),
            parts => parts with { Metrics = new CloudWatchMetrics(calls, "eu", TimeProvider.System) });
        var user = (await server.SendAsync("POST", "/v1/users", tokens.Operator, "{}")).Text("id");
        await server.SendAsync("GET", "/v1/users/us-1", tokens.Operator);

        await server.Services.GetRequiredService<MetricsPost>().SendAsync(CancellationToken.None);

        var listed = (await calls.CallAsync(
            JsonService.Metrics, "ListMetrics", new JsonObject { ["Namespace"] = "Domicile" })).ToString();
        foreach (var name in new[]
        {
            "Requests", "Errors", "Refusals", "Latency", "ResidencyRefusals", "PassFailures", "Connections",
            "NodesUnserved", "FiguresWaiting", "ErasuresUnfinished", "ErasureAge",
        })
        {
            Assert.Contains($"\"{name}\"", listed, StringComparison.Ordinal);
        }

        Assert.Contains("\"eu/s2\"", listed, StringComparison.Ordinal);
        Assert.DoesNotContain(user, listed, StringComparison.Ordinal);
        Assert.Equal(1, await SumAsync(calls, "ResidencyRefusals"));
        Assert.InRange(await SumAsync(calls, "Connections"), 1, 100);
    }

    [Fact]
    public async Task A_server_without_the_API_tells_of_no_requests_since_its_events_last_as_long_as_passes()
    {
        using var cloud = new HeldCloud();
        using var moto = await CallsAsync();
        using var calls = new SignedCalls(
            new SiteAccess("eu-west-1", moto.Site.Credentials, cloud.Address), TimeProvider.System);
        using var tokens = new TestTokens("eu");
        await using var server = await PartsServer.StartAsync(
            LocalTrusts.Of(tokens),
            parts => parts with
            {
                Metrics = new CloudWatchMetrics(calls, "eu", TimeProvider.System), Roles = ["workers"],
            });
        await server.SendAsync("GET", "/health/live", tokens.Operator);
        await server.Services.GetRequiredService<MetricsPost>().SendAsync(CancellationToken.None);
        Assert.Contains("PassFailures", cloud.Values.Keys);
        Assert.DoesNotContain("Requests", cloud.Values.Keys);
        Assert.DoesNotContain("Latency", cloud.Values.Keys);
    }

    [Fact]
    public async Task A_cloudwatch_that_is_away_harms_nothing_and_its_figures_come_with_the_next_ones()
    {
        using var cloud = new HeldCloud { IsAway = true };
        using var moto = await CallsAsync();
        using var calls = new SignedCalls(
            new SiteAccess("eu-west-1", moto.Site.Credentials, cloud.Address),
            TimeProvider.System,
            new CallLimits { TriesMax = 1 });
        using var tokens = new TestTokens("eu");
        await using var server = await PartsServer.StartAsync(
            LocalTrusts.Of(tokens),
            parts => parts with { Metrics = new CloudWatchMetrics(calls, "eu", TimeProvider.System) });
        var post = server.Services.GetRequiredService<MetricsPost>();
        await server.SendAsync("GET", "/v1/users/us-1", tokens.Operator);
        await post.SendAsync(CancellationToken.None);
        Assert.Empty(cloud.Values);
        await server.SendAsync("GET", "/v1/users/us-1", tokens.Operator);

        cloud.IsAway = false;
        await post.SendAsync(CancellationToken.None);
        Assert.Equal(2, cloud.Values["ResidencyRefusals"]);
        await post.SendAsync(CancellationToken.None);
        Assert.Equal((0, 0), (cloud.Values["ResidencyRefusals"], cloud.Values["Requests"]));
    }

    private static async Task<SignedCalls> CallsAsync()
    {
        var moto = await StandIns.Moto.AddressAsync();
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", moto.OriginalString);
        return new SignedCalls(SiteAccess.FromEnvironment("eu-west-1"), TimeProvider.System);
    }

    private static async Task<double> SumAsync(SignedCalls calls, string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var answer = await calls.CallAsync(JsonService.Metrics, "GetMetricStatistics", new JsonObject
        {
            ["Namespace"] = "Domicile",
            ["MetricName"] = name,
            ["Dimensions"] = new JsonArray(
                new JsonObject { ["Name"] = "Region", ["Value"] = "eu" },
                new JsonObject { ["Name"] = "Site", ["Value"] = "eu-west-1" }),
            ["StartTime"] = now.AddHours(-1).ToUnixTimeSeconds(),
            ["EndTime"] = now.AddHours(1).ToUnixTimeSeconds(),
            ["Period"] = 7200,
            ["Statistics"] = new JsonArray("Sum"),
        });
        return answer.GetProperty("Datapoints").EnumerateArray().Sum(point => point.GetProperty("Sum").GetDouble());
    }
}
