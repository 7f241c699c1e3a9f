using System.Text;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Queue;
using Domicile.Ledger.Queue;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Queue;

/// <summary>The queue while the way to it is bad: what was accepted arrives, at least once.</summary>
public sealed class SqsFaultTests : IAsyncLifetime
{
    private FaultyDoor door = null!;
    private SignedCalls calls = null!;
    private SqsQueue queue = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        door = new FaultyDoor(await StandIns.Moto.AddressAsync());
        calls = new SignedCalls(TestSite.Of(door.Address), TimeProvider.System, new CallLimits
        {
            AnswerMax = TimeSpan.FromSeconds(2),
            FirstPause = TimeSpan.FromMilliseconds(1),
            TriesMax = 8,
        });
        var place = await TestSite.CreateQueueAsync(
            calls, TestSite.NewName("faulty"), TimeSpan.FromSeconds(5), receiveMax: 100);
        queue = new SqsQueue("eu", calls, place, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        calls.Dispose();
        await door.DisposeAsync();
    }

    [Fact]
    public async Task What_a_batch_left_over_is_sent_again_alone_and_the_rest_only_once()
    {
        door.Plan("SendMessageBatch", Fault.Alter(Fail("1", "SomethingOdd", isOurs: false)));

        await queue.SendAsync([[0], [1], [2]], Token);

        Assert.Equal(2, door.Calls.Count(call => call == "SendMessageBatch"));

        // The one that was said to have failed had been taken: it comes twice, as it may.
        var bodies = await TakeAllAsync(4);
        Assert.Equal([0, 1, 1, 2], bodies.Select(body => (int)body[0]).Order());
    }

    [Fact]
    public async Task An_answer_that_says_nothing_of_a_part_is_no_success()
    {
        door.Plan("SendMessageBatch", new Fault(FaultKind.Refuse) { Status = 200, Body = "{}" });

        await queue.SendAsync([[0], [1]], Token);

        Assert.Equal(2, (await TakeAllAsync(2)).Count);
    }

    [Fact]
    public async Task A_part_that_is_throttled_is_sent_again_too()
    {
        door.Plan("SendMessageBatch", Fault.Alter(Fail("0", "RequestThrottled", isOurs: true)));

        await queue.SendAsync([[0]], Token);

        Assert.Equal(2, door.Calls.Count(call => call == "SendMessageBatch"));
    }

    [Fact]
    public async Task A_part_that_is_refused_is_told_and_not_sent_for_ever()
    {
        door.Plan("SendMessageBatch", Fault.Alter(Fail("0", "InvalidMessageContents", isOurs: true)));

        var refused = await Assert.ThrowsAsync<AwsRefusedException>(() => queue.SendAsync([[0]], Token));

        Assert.Equal("InvalidMessageContents", refused.Code);
        Assert.Single(door.Calls, "SendMessageBatch");
    }

    [Fact]
    public async Task A_part_that_fails_at_every_try_is_told_as_unavailable()
    {
        door.Plan("SendMessageBatch", Enumerable.Repeat(Fault.Alter(Fail("0", "InternalError", isOurs: false)), 4));

        var failed = await Assert.ThrowsAsync<AwsUnavailableException>(() => queue.SendAsync([[0]], Token));

        Assert.Equal("InternalError", failed.Code);
    }

    [Fact]
    public async Task In_bad_weather_every_message_arrives_and_every_deletion_is_done()
    {
        const int Count = 300;
        door.LetItRain(
            seed: 5,
            oneIn: 4,
            Fault.Json("RequestThrottled"),
            Fault.Json("InternalError", 500),
            Fault.Reset,
            Fault.LoseAnswer,
            Fault.Repeat);
        var send = queue.SendAsync(
            [.. Enumerable.Range(0, Count).Select(i => Encoding.UTF8.GetBytes($"{i}"))], Token);
        var seen = new HashSet<string>();
        var startedAt = TimeProvider.System.GetTimestamp();
        while (seen.Count < Count || (await queue.FiguresAsync(Token)).Depth > 0)
        {
            Assert.InRange(
                TimeProvider.System.GetElapsedTime(startedAt), TimeSpan.Zero, TimeSpan.FromMinutes(2));
            var messages = await queue.ReceiveAsync(50, TimeSpan.FromSeconds(1), Token);
            seen.UnionWith(messages.Select(message => Encoding.UTF8.GetString(message.Body)));
            await queue.DeleteAsync([.. messages.Select(message => message.Receipt)], Token);
        }

        await send;
        Assert.Equal(Count, seen.Count);
    }

    [Fact]
    public async Task A_purge_that_is_refused_because_one_is_under_way_empties_the_queue_by_hand()
    {
        await queue.SendAsync([[1], [2]], Token);
        door.Plan("PurgeQueue", Fault.Json("com.amazonaws.sqs#PurgeQueueInProgress"));

        await queue.PurgeAsync(Token);

        Assert.Equal(0, (await queue.FiguresAsync(Token)).Depth);
        Assert.Contains("DeleteMessageBatch", door.Calls);
    }

    /// <summary>Says of one entry that it failed.</summary>
    private static Func<string, string> Fail(string id, string code, bool isOurs) => answer =>
    {
        var changed = JsonNode.Parse(answer)!.AsObject();
        var done = changed["Successful"]!.AsArray();
        done.Remove(done.First(entry => entry!["Id"]!.GetValue<string>() == id));
        changed["Failed"] = new JsonArray(
            new JsonObject { ["Id"] = id, ["Code"] = code, ["Message"] = "planted", ["SenderFault"] = isOurs });
        return changed.ToJsonString();
    };

    private async Task<List<byte[]>> TakeAllAsync(int count)
    {
        var taken = new List<ReceivedMessage>();
        while (taken.Count < count)
        {
            var more = await queue.ReceiveAsync(10, TimeSpan.FromSeconds(5), Token);
            Assert.NotEmpty(more);
            taken.AddRange(more);
        }

        return taken.ConvertAll(message => message.Body);
    }
}
