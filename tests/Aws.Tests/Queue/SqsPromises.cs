using System.Text;
using Domicile.Aws.Calls;
using Domicile.Aws.Queue;
using Domicile.Ledger.Queue;
using Domicile.Testing.Aws;
using Domicile.Testing.Promises;

namespace Domicile.Aws.Tests.Queue;

/// <summary>The promises of a queue, and what SQS has beyond them; a class a stand-in.</summary>
public abstract class SqsPromises(StandIn standIn) : QueuePromises, IDisposable
{
    private readonly List<SignedCalls> opened = [];

    /// <summary>SQS counts in whole seconds.</summary>
    protected override TimeSpan Visibility => TimeSpan.FromSeconds(1);

    public void Dispose()
    {
        opened.ForEach(calls => calls.Dispose());
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task More_than_a_batch_is_sent_and_received_whatever_the_lengths()
    {
        var queue = await CreateSqsAsync();
        byte[][] bodies = [.. Enumerable.Range(0, 25).Select(i => new byte[i % 5 == 0 ? 100_000 : 10])];
        foreach (var (i, body) in bodies.Index())
        {
            body[0] = (byte)i;
        }

        await queue.SendAsync(bodies, Token);

        var received = await ReceiveAsync(queue, 25);
        Assert.Equal(25, received.DistinctBy(message => message.Body[0]).Count());
        Assert.All(received, message => Assert.Equal(bodies[message.Body[0]], message.Body));
    }

    [Fact]
    public async Task One_call_may_bring_more_than_a_batch()
    {
        var queue = await CreateSqsAsync();
        await SendAsync(queue, [.. Enumerable.Range(0, 25).Select(i => $"{i}")]);

        var received = await queue.ReceiveAsync(23, TimeSpan.FromSeconds(5), Token);

        Assert.InRange(received.Count, 11, 23);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_with_all_that_came_with_it()
    {
        var queue = await CreateSqsAsync();
        await queue.SendAsync([new byte[SqsQueue.BodyBytesMax]], Token);
        var longest = Assert.Single(await ReceiveAsync(queue, 1));
        await queue.DeleteAsync([longest.Receipt], Token);

        var refused = await Assert.ThrowsAsync<MessageTooLongException>(
            () => queue.SendAsync([[1], new byte[SqsQueue.BodyBytesMax + 1]], Token));

        Assert.Contains("196608", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await queue.FiguresAsync(Token)).Depth);
    }

    [Fact]
    public async Task Dead_letters_can_be_sent_again()
    {
        var queue = await CreateSqsAsync();
        await SendAsync(queue, "a", "b");
        for (var died = 0; died < 2; died = (int)(await queue.FiguresAsync(Token)).DeadCount)
        {
            foreach (var message in await queue.ReceiveAsync(10, TimeSpan.Zero, Token))
            {
                await queue.ExtendAsync(message.Receipt, TimeSpan.Zero, Token);
            }
        }

        Assert.Equal(2, await RedriveAllAsync(queue));

        var again = await ReceiveAsync(queue, 2);
        Assert.Equal(["a", "b"], again.Select(message => Encoding.UTF8.GetString(message.Body)).Order());
        Assert.Equal(0, (await queue.FiguresAsync(Token)).DeadCount);
        Assert.Equal(0, await queue.RedriveAsync(Token));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_named()
    {
        var calls = await OpenAsync();
        var queue = new SqsQueue("eu", calls, new QueuePlace("domicile-nowhere"), TimeProvider.System);

        var missing = await Assert.ThrowsAsync<QueueMissingException>(() => SendAsync(queue, "a"));

        Assert.Contains("domicile-nowhere in eu-west-1", missing.Message, StringComparison.Ordinal);
    }

    protected override async Task<IMessageQueue> CreateAsync() => await CreateSqsAsync();

    protected async Task<SqsQueue> CreateSqsAsync()
    {
        var calls = await OpenAsync();
        var place = await TestSite.CreateQueueAsync(calls, TestSite.NewName("q"), Visibility, ReceiveMax);
        return new SqsQueue("eu", calls, place, TimeProvider.System);
    }

    private static async Task<int> RedriveAllAsync(SqsQueue queue)
    {
        var sum = 0;
        while (await queue.RedriveAsync(Token) is var count and > 0)
        {
            sum += count;
        }

        return sum;
    }

    private async Task<SignedCalls> OpenAsync()
    {
        var calls = new SignedCalls(TestSite.Of(await standIn.AddressAsync()), TimeProvider.System);
        opened.Add(calls);
        return calls;
    }
}
