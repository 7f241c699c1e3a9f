using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Ledger;
using Domicile.Ledger.Queue;
using Domicile.Server.Events;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Domicile.Server.Workers;
using Domicile.Testing;

namespace Domicile.Server.Tests.Events;

/// <summary>
/// The two functions of region eu over the same books, as Lambda runs them: one answers calls, the other is called.
/// </summary>
internal sealed class EventServer : IAsyncDisposable
{
    private EventServer(TestTokens tokens, PartsServer api, PartsServer workers) =>
        (Tokens, Api, Workers) = (tokens, api, workers);

    public TestTokens Tokens { get; }

    public PartsServer Api { get; }

    public PartsServer Workers { get; }

    public HeldQueue Wake { get; private init; } = new("eu-wake");

    public HeldQueue Own { get; private init; } = new("eu");

    public static async Task<EventServer> StartAsync(Func<ServerParts, ServerParts>? choose = null)
    {
        var tokens = new TestTokens("eu");
        var books = await TestBooks.CreateAsync("eu", "0..30000", "30000..60000");
        var (own, wake) = (new HeldQueue("eu"), new HeldQueue("eu-wake"));
        var api = await PartsServer.StartAsync(books, LocalTrusts.Of(tokens), parts => parts with
        {
            StandsStill = true,
            Roles = ["api"],
            Queues = new RegionQueues { Wake = wake },
            Ledger = OwnLedger(parts.Ledger, 2),
        });
        var workers = await PartsServer.StartAsync(books, LocalTrusts.Of(tokens), parts =>
        {
            var chosen = parts with
            {
                StandsStill = true,
                Roles = ["workers"],
                Queues = new RegionQueues
                {
                    Regions = new Dictionary<string, IMessageQueue>(StringComparer.Ordinal) { ["eu"] = own },
                },
                Ledger = OwnLedger(parts.Ledger, 4),
            };
            return choose?.Invoke(chosen) ?? chosen;
        });
        return new EventServer(tokens, api, workers) { Wake = wake, Own = own };
    }

    public Task<TestAnswer> CallAsync(string path, string json) => Api.SendAsync("POST", path, Tokens.Operator, json);

    /// <summary>Two users with 10.00 EUR, on different shards.</summary>
    public async Task<(string First, string Second)> AddPairAsync()
    {
        var first = (await CallAsync("/v1/users", "{}")).Text("id");
        while (true)
        {
            var second = (await CallAsync("/v1/users", "{}")).Text("id");
            if (TestServer.IsSecond(first) != TestServer.IsSecond(second))
            {
                await PayAsync("external", first, "10.00");
                return (first, second);
            }
        }
    }

    public async Task<TestAnswer> PayAsync(string from, string to, string amount)
    {
        await CallAsync("/v1/assets", """{"code":"EUR","scale":2}""");
        return await CallAsync(
            "/v1/transfers", $$"""{"from":"{{from}}","to":"{{to}}","amount":"{{amount}}","asset":"EUR"}""");
    }

    /// <summary>Hands an event to the workers' function.</summary>
    public Task<TestAnswer> PostAsync(string json) => Workers.SendAsync("POST", EventEndpoint.Path, "", json);

    /// <summary>The schedule's event, as EventBridge forms it.</summary>
    public Task<TestAnswer> TickAsync() => PostAsync(
        """
        {"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa","detail-type":"Scheduled Event",
        "source":"aws.events","account":"123456789012","time":"2026-11-21T16:53:06Z","region":"eu-west-1",
        "resources":["arn:aws:events:eu-west-1:123456789012:rule/passes"],"detail":{}}
        """);

    /// <summary>An event with messages of a queue, as Lambda forms it.</summary>
    public static string Records(string queue, params string[] bodies)
    {
        var records = new JsonArray();
        foreach (var (number, body) in bodies.Index())
        {
            records.Add(new JsonObject
            {
                ["messageId"] = $"message-{number}",
                ["receiptHandle"] = $"receipt-{number}",
                ["body"] = body,
                ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = "1" },
                ["messageAttributes"] = new JsonObject(),
                ["eventSource"] = "aws:sqs",
                ["eventSourceARN"] = $"arn:aws:sqs:eu-west-1:123456789012:{queue}",
                ["awsRegion"] = "eu-west-1",
            });
        }

        return new JsonObject { ["Records"] = records }.ToJsonString();
    }

    /// <summary>A body as our queues carry it.</summary>
    public static string Body(object message) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(message)));

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        await Workers.DisposeAsync();
        Tokens.Dispose();
    }

    // Two processes do not tell each other of commits.
    private static LedgerOptions OwnLedger(LedgerOptions options, int connections) =>
        options with { Signals = new(), ConnectionsPerShardMax = connections };
}
