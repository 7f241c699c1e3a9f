using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Queue;

/// <summary>SQS as moto plays it, faithfully but for two things that fauxqs does better.</summary>
public sealed class MotoQueueTests() : SqsPromises(StandIns.Moto)
{
    // Two of its threads may give the same message away.
    protected override bool KeepsMessagesAway => false;

    protected override bool RefusesOldReceipts => false;

    [Fact]
    public async Task A_queue_that_was_purged_a_moment_ago_is_emptied_by_hand()
    {
        var queue = await CreateAsync();
        await SendAsync(queue, "a");
        await queue.PurgeAsync(Token);
        await SendAsync(queue, "b", "c");

        await queue.PurgeAsync(Token);

        Assert.Equal(0, (await queue.FiguresAsync(Token)).Depth);
    }
}
