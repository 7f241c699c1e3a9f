using System.Diagnostics;
using System.Net;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Domicile.Server.Tests.Events;

/// <summary>A region whose server stands still between two requests.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private EventServer? server;

    private EventServer Server => server ?? throw new InvalidOperationException("The servers were not started.");

    public async ValueTask InitializeAsync() => server = await EventServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Theory]
    [InlineData("schedule")]
    [InlineData("wake")]
    public async Task One_event_brings_a_transfer_between_shards_to_its_end(string kind)
    {
        var (anna, bob) = await Server.AddPairAsync();
        var paid = await Server.PayAsync(anna, bob, "4.00");
        Assert.Equal((HttpStatusCode.Accepted, "in-transit"), (paid.Status, paid.Text("state")));

        var answer = kind == "schedule"
            ? await Server.TickAsync()
            : await Server.PostAsync(EventServer.Records("domicile-eu-wake", "d2FrZQ==", "d2FrZQ=="));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("[]", answer.Json["failed"]!.ToJsonString());
        var seen = await Server.Api.SendAsync(
            "GET", $"/v1/users/{anna}/transfers/{paid.Text("id")}", Server.Tokens.Operator);
        Assert.Equal("completed", seen.Text("state"));
    }

    [Fact]
    public async Task Every_commit_calls_the_workers_and_a_read_does_not()
    {
        var (anna, bob) = await Server.AddPairAsync();
        var before = Server.Wake.Sent.Count;
        Assert.NotEqual(0, before);
        await Server.Api.SendAsync("GET", $"/v1/users/{anna}/balances", Server.Tokens.Operator);
        Assert.Equal(before, Server.Wake.Sent.Count);
        await Server.PayAsync(anna, bob, "1.00");
        Assert.Equal(before + 1, Server.Wake.Sent.Count);
    }

    [Fact]
    public async Task A_wake_queue_that_hangs_costs_a_request_a_moment_and_nothing_else()
    {
        var (anna, bob) = await Server.AddPairAsync();
        Server.Wake.IsSilent = true;
        var start = Stopwatch.GetTimestamp();
        var paid = await Server.PayAsync(anna, bob, "4.00");
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
        Assert.Equal(HttpStatusCode.Accepted, paid.Status);
        await Server.TickAsync();
        var balances = await Server.Api.SendAsync("GET", $"/v1/users/{bob}/balances", Server.Tokens.Operator);
        Assert.Equal("4.00", balances.Json["balances"]![0]!["balance"]!.GetValue<string>());
    }

    [Fact]
    public void No_loop_runs_in_a_server_that_stands_still()
    {
        foreach (var one in new[] { Server.Api, Server.Workers })
        {
            Assert.DoesNotContain(
                one.Services.GetServices<IHostedService>(),
                hosted => hosted.GetType().Namespace!.StartsWith("Domicile", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Only_workers_that_stand_still_take_events()
    {
        (await Server.Api.SendAsync("POST", "/events", "", "{}")).MustBe("path-unknown", 404);
        await using var running = await PartsServer.StartAsync(
            LocalTrusts.Of(Server.Tokens));
        (await running.SendAsync("POST", "/events", "", "{}")).MustBe("path-unknown", 404);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"source":"aws.s3"}""")]
    [InlineData("""{"Records":[]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:s3"}]}""")]
    [InlineData("""{"Records":[{"eventSource":"aws:sqs","eventSourceARN":"a:domicile-eu","body":1}]}""")]
    [InlineData("domicile-us")]
    [InlineData("domicile-central")]
    public async Task What_is_no_event_of_this_region_fails_the_invocation(string json)
    {
        var body = json.StartsWith("domicile", StringComparison.Ordinal) ? EventServer.Records(json, "e30=") : json;
        (await Server.PostAsync(body)).MustBe("event-unknown", 400);
    }

    [Theory]
    [InlineData("""{"Records":[{"eventName":"ObjectCreated:Put"}]}""")]
    [InlineData("{}")]
    public async Task What_is_no_news_of_an_object_fails_the_invocation(string body) =>
        (await Server.PostAsync(EventServer.Records("domicile-eu-documents", body))).MustBe("event-unknown", 400);

    [Fact]
    public async Task A_batch_that_nobody_understands_fails_and_nothing_of_it_is_deleted()
    {
        var answer = await Server.PostAsync(
            EventServer.Records("domicile-eu", "no base64", "e30=", "eyJ0eXBlIjoieCJ9"));
        answer.MustBe("event-left", 503);
        Assert.Empty(Server.Own.Deleted);
    }

    [Fact]
    public async Task Of_a_batch_that_is_done_in_part_that_part_alone_is_deleted()
    {
        var seen = EventServer.Body(
            new { type = "figures-seen", version = 1, shard = "eu/s1", streams = Array.Empty<int>() });
        var whole = await Server.PostAsync(EventServer.Records("domicile-eu", seen, seen));
        Assert.Equal(HttpStatusCode.OK, whole.Status);

        // The runtime deletes the messages of a whole batch.
        Assert.Empty(Server.Own.Deleted);
        var part = await Server.PostAsync(EventServer.Records("domicile-eu", seen, "e30=", seen));
        part.MustBe("event-left", 503);
        Assert.Equal(["receipt-0", "receipt-2"], Server.Own.Deleted.Order());
    }

    [Fact]
    public async Task Turns_are_given_back_after_each_event()
    {
        var (anna, bob) = await Server.AddPairAsync();
        await Server.TickAsync();
        await Server.PayAsync(anna, bob, "4.00");
        await using var other = await PartsServer.StartAsync(
            Server.Workers.Books,
            LocalTrusts.Of(Server.Tokens),
            parts => parts with { StandsStill = true, Roles = ["workers"] });
        var answer = await other.SendAsync("POST", "/events", "", """{"source":"domicile.schedule"}""");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var balances = await Server.Api.SendAsync("GET", $"/v1/users/{bob}/balances", Server.Tokens.Operator);
        Assert.Equal("4.00", balances.Json["balances"]![0]!["balance"]!.GetValue<string>());
    }
}
