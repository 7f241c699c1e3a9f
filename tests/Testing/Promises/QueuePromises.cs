using System.Text;
using Domicile.Ledger.Queue;
using Xunit;

namespace Domicile.Testing.Promises;

/// <summary>What every implementation of the queue promises; each has a class that derives from this one.</summary>
public abstract class QueuePromises
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    /// <summary>Received messages are away for so long, and dead after three times.</summary>
    protected virtual TimeSpan Visibility => TimeSpan.FromMilliseconds(400);

    protected const int ReceiveMax = 3;

    /// <summary>
    /// True when a message that is away never comes to another receiver. The cloud's queues promise that hardly ever
    /// only, and whoever receives must be able to bear it.
    /// </summary>
    protected virtual bool KeepsMessagesAway => true;

    /// <summary>False for a stand-in that takes an earlier delivery's receipt, which the real thing does not.</summary>
    protected virtual bool RefusesOldReceipts => true;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>An empty queue of its own.</summary>
    protected abstract Task<IMessageQueue> CreateAsync();

    [Fact]
    public async Task A_message_comes_as_it_was_sent_and_not_again_once_deleted()
    {
        var queue = await CreateAsync();
        await queue.SendAsync([[0, 1, 255]], Token);

        var message = Assert.Single(await queue.ReceiveAsync(10, Long, Token));
        Assert.Equal([0, 1, 255], message.Body);
        Assert.Equal(1, message.ReceiveCount);
        await queue.DeleteAsync([message.Receipt], Token);

        Assert.Empty(await queue.ReceiveAsync(10, Visibility * 2, Token));
        Assert.Equal(0, (await queue.FiguresAsync(Token)).Depth);
    }

    [Fact]
    public async Task A_message_that_is_not_deleted_comes_again_after_its_time_and_not_before()
    {
        var queue = await CreateAsync();
        await SendAsync(queue, "a");
        Assert.Single(await queue.ReceiveAsync(10, Long, Token));
        Assert.Empty(await queue.ReceiveAsync(10, TimeSpan.Zero, Token));

        Assert.Equal(2, Assert.Single(await queue.ReceiveAsync(10, Long, Token)).ReceiveCount);
    }

    [Fact]
    public async Task A_message_can_be_kept_for_longer_and_given_back_at_once()
    {
        var queue = await CreateAsync();
        await SendAsync(queue, "a");
        var message = Assert.Single(await queue.ReceiveAsync(10, Long, Token));
        await queue.ExtendAsync(message.Receipt, TimeSpan.FromMinutes(1), Token);
        Assert.Empty(await queue.ReceiveAsync(10, Visibility * 2, Token));

        await queue.ExtendAsync(message.Receipt, TimeSpan.Zero, Token);
        Assert.Single(await queue.ReceiveAsync(10, Long, Token));
    }

    [Fact]
    public async Task A_message_that_was_received_too_often_goes_to_the_dead_letters()
    {
        var queue = await CreateAsync();
        await SendAsync(queue, "poison", "good");
        for (var i = 0; i < ReceiveMax; i++)
        {
            foreach (var message in await ReceiveAsync(queue, i == 0 ? 2 : 1))
            {
                if (Encoding.UTF8.GetString(message.Body) == "good")
                {
                    await queue.DeleteAsync([message.Receipt], Token);
                }
                else
                {
                    await queue.ExtendAsync(message.Receipt, TimeSpan.Zero, Token);
                }
            }
        }

        Assert.Empty(await queue.ReceiveAsync(10, Visibility * 2, Token));
        var figures = await queue.FiguresAsync(Token);
        Assert.Equal((0, 1), (figures.Depth, figures.DeadCount));
    }

    [Fact]
    public async Task A_receipt_is_worth_nothing_once_the_message_came_again()
    {
        var queue = await CreateAsync();
        await SendAsync(queue, "a");
        var first = Assert.Single(await queue.ReceiveAsync(10, Long, Token));
        var second = Assert.Single(await queue.ReceiveAsync(10, Long, Token));

        await queue.DeleteAsync([RefusesOldReceipts ? first.Receipt : "none", "nonsense", "1:2"], Token);
        Assert.Equal(1, (await queue.FiguresAsync(Token)).Depth);
        await queue.DeleteAsync([second.Receipt], Token);
        Assert.Equal(0, (await queue.FiguresAsync(Token)).Depth);
    }

    [Fact]
    public async Task Receivers_side_by_side_never_have_the_same_message_at_a_time()
    {
        var queue = await CreateAsync();
        await SendAsync(queue, [.. Enumerable.Range(0, 200).Select(i => $"{i}")]);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var mine = new List<string>();
            while (await queue.ReceiveAsync(10, TimeSpan.Zero, Token) is { Count: > 0 } messages)
            {
                mine.AddRange(messages.Select(message => Encoding.UTF8.GetString(message.Body)));
                await queue.DeleteAsync([.. messages.Select(message => message.Receipt)], Token);
            }

            return mine;
        }));

        var all = taken.SelectMany(mine => mine).ToList();
        Assert.Equal(200, all.Distinct().Count());
        Assert.True(all.Count == 200 || !KeepsMessagesAway);
    }

    [Fact]
    public async Task Whoever_waits_is_woken_by_a_message()
    {
        var queue = await CreateAsync();
        var waiting = queue.ReceiveAsync(10, Long, Token);
        await SendAsync(queue, "a");
        Assert.Single(await waiting);
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_up_or_it_is_cancelled()
    {
        var queue = await CreateAsync();
        Assert.Empty(await queue.ReceiveAsync(10, TimeSpan.FromMilliseconds(50), Token));
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.ReceiveAsync(10, Long, cancelled.Token));
    }

    [Fact]
    public async Task Purging_throws_all_away_and_what_is_sent_later_comes()
    {
        var queue = await CreateAsync();
        await SendAsync(queue, "a", "b");
        await queue.PurgeAsync(Token);
        await SendAsync(queue, "c");
        Assert.Equal("c", Encoding.UTF8.GetString(Assert.Single(await ReceiveAsync(queue, 1)).Body));
    }

    [Fact]
    public async Task Figures_tell_how_many_wait_and_for_how_long()
    {
        var queue = await CreateAsync();
        Assert.Equal(new QueueFigures(0, 0, TimeSpan.Zero), await queue.FiguresAsync(Token));
        await SendAsync(queue, "a", "b");
        await queue.ReceiveAsync(1, Long, Token);

        var figures = await queue.FiguresAsync(Token);
        Assert.Equal((2, 0), (figures.Depth, figures.DeadCount));
        Assert.InRange(figures.OldestAge, TimeSpan.FromTicks(1), Long);
    }

    [Fact]
    public async Task Nothing_to_send_and_nothing_to_delete_are_no_mistakes()
    {
        var queue = await CreateAsync();
        await queue.SendAsync([], Token);
        await queue.DeleteAsync([], Token);
        Assert.Equal(0, (await queue.FiguresAsync(Token)).Depth);
    }

    protected static Task SendAsync(IMessageQueue queue, params string[] texts) =>
        queue.SendAsync([.. texts.Select(Encoding.UTF8.GetBytes)], Token);

    /// <summary>So many messages, however many deliveries it takes.</summary>
    protected static async Task<List<ReceivedMessage>> ReceiveAsync(IMessageQueue queue, int count)
    {
        var messages = new List<ReceivedMessage>();
        while (messages.Count < count)
        {
            var more = await queue.ReceiveAsync(count - messages.Count, Long, Token);
            Assert.NotEmpty(more);
            messages.AddRange(more);
        }

        return messages;
    }
}
