using System.Text.Json.Nodes;
using Amazon.Runtime;
using Domicile.Aws.Calls;
using Domicile.Aws.Queue;

namespace Domicile.Aws.Tests;

/// <summary>An AWS Region of a stand-in, and what a deployment would have made in it.</summary>
internal static class TestSite
{
    public const string Writer = "eu-west-1";
    public const string Reader = "eu-central-1";

    private static int count;

    /// <summary>A name that no other test of this run has.</summary>
    public static string NewName(string of) => $"{of}{Environment.ProcessId}x{Interlocked.Increment(ref count)}";

    public static SiteAccess Of(Uri endpoint, string name = Writer) =>
        new(name, new BasicAWSCredentials("test", "test"), endpoint);

    /// <summary>A queue as the infrastructure makes it, with dead letters.</summary>
    public static async Task<QueuePlace> CreateQueueAsync(
        SignedCalls calls, string name, TimeSpan visibility, int receiveMax)
    {
        var place = new QueuePlace(name);
        var dead = await CreateAsync(calls, place.Dead, []);
        var attributes = await calls.CallAsync(
            JsonService.Queues,
            "GetQueueAttributes",
            new JsonObject { ["QueueUrl"] = dead, ["AttributeNames"] = new JsonArray("QueueArn") });
        var redrive = new JsonObject
        {
            ["deadLetterTargetArn"] = attributes.GetProperty("Attributes").GetProperty("QueueArn").GetString(),
            ["maxReceiveCount"] = receiveMax,
        };
        await CreateAsync(calls, place.Name, new JsonObject
        {
            ["VisibilityTimeout"] = $"{visibility.TotalSeconds}",
            ["RedrivePolicy"] = redrive.ToJsonString(),
        });
        return place;
    }

    private static async Task<string> CreateAsync(SignedCalls calls, string name, JsonObject attributes)
    {
        var answer = await calls.CallAsync(
            JsonService.Queues,
            "CreateQueue",
            new JsonObject { ["QueueName"] = name, ["Attributes"] = attributes });
        return answer.GetProperty("QueueUrl").GetString()!;
    }
}
