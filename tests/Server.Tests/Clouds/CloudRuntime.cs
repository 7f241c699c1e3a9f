using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Domicile.Aws.Queue;
using Domicile.Ledger.Queue;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Clouds;

/// <summary>
/// What the runtime of Lambda does with a queue: takes up to ten messages, hands them to the function, and deletes them
/// when the function did not answer with an error.
/// </summary>
internal sealed class CloudRuntime(CloudSite site, HttpClient workers, HttpClient central)
{
    /// <summary>
    /// True for a runtime at its worst: it hands each message over twice, the second time in another order and company.
    /// </summary>
    public bool IsRough { get; set; }

    /// <summary>Messages that were handed over a second time.</summary>
    public int RepeatedCount { get; private set; }

    public SqsQueue Queue(string name) => new(name, site.Calls, new QueuePlace(name), TimeProvider.System);

    /// <summary>Hands over what is in a queue now; null when nothing is.</summary>
    public async Task<TestAnswer?> InvokeAsync(string name)
    {
        var queue = Queue(name);
        var messages = await queue.ReceiveAsync(10, TimeSpan.Zero, CancellationToken.None);
        if (messages.Count == 0)
        {
            return null;
        }

        var answer = await HandAsync(name, messages);
        if (IsRough)
        {
            foreach (var one in messages.Reverse().Chunk(3))
            {
                answer = await HandAsync(name, one);
                RepeatedCount += one.Length;
            }
        }

        if (answer.Status == HttpStatusCode.OK)
        {
            await queue.DeleteAsync([.. messages.Select(message => message.Receipt)], CancellationToken.None);
        }

        return answer;
    }

    /// <summary>Hands messages to the function, and deletes none.</summary>
    public async Task<TestAnswer> HandAsync(string name, IReadOnlyList<ReceivedMessage> messages)
    {
        using var content = new StringContent(Event(name, messages), Encoding.UTF8, "application/json");
        using var response = await (name == "domicile-central" ? central : workers).PostAsync("/events", content);
        return await TestAnswer.ReadAsync(response);
    }

    /// <summary>The schedule's call.</summary>
    public async Task<TestAnswer> TickAsync()
    {
        using var content = new StringContent("""{"source":"aws.events"}""", Encoding.UTF8, "application/json");
        using var response = await workers.PostAsync("/events", content);
        return await TestAnswer.ReadAsync(response);
    }

    /// <summary>Calls the functions until something is so.</summary>
    public async Task RunUntilAsync(Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(300), "It took too long.");
            foreach (var queue in new[] { "domicile-eu-wake", "domicile-eu", "domicile-central" })
            {
                await InvokeAsync(queue);
            }

            await TickAsync();
        }
    }

    /// <summary>Calls the functions until a queue has nothing more.</summary>
    public Task RunUntilEmptyAsync(string name) => RunUntilAsync(
        async () => (await Queue(name).FiguresAsync(CancellationToken.None)).Depth == 0);

    private static string Event(string queue, IEnumerable<ReceivedMessage> messages)
    {
        var records = new JsonArray();
        foreach (var message in messages)
        {
            records.Add(new JsonObject
            {
                ["messageId"] = Guid.NewGuid().ToString(),
                ["receiptHandle"] = message.Receipt,
                ["body"] = Convert.ToBase64String(message.Body),
                ["attributes"] = new JsonObject { ["ApproximateReceiveCount"] = $"{message.ReceiveCount}" },
                ["messageAttributes"] = new JsonObject(),
                ["eventSource"] = "aws:sqs",
                ["eventSourceARN"] = $"arn:aws:sqs:eu-west-1:123456789012:{queue}",
                ["awsRegion"] = "eu-west-1",
            });
        }

        return new JsonObject { ["Records"] = records }.ToJsonString();
    }
}
