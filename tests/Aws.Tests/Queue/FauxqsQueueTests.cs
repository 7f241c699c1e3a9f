using System.Globalization;
using System.Text;
using Domicile.Testing.Aws;

namespace Domicile.Aws.Tests.Queue;

/// <summary>SQS as fauxqs plays it, fast.</summary>
public sealed class FauxqsQueueTests() : SqsPromises(StandIns.Fauxqs)
{
    [Fact]
    public async Task Under_load_every_message_arrives_and_the_queue_is_empty_in_the_end()
    {
        const int Count = 2_000;
        var queue = await CreateSqsAsync();
        var send = Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(
            () => SendAsync(queue, [.. Enumerable.Range(sender * Count / 4, Count / 4).Select(i => $"{i}")]), Token)));
        var got = new HashSet<int>();
        var startedAt = TimeProvider.System.GetTimestamp();
        while (got.Count < Count && TimeProvider.System.GetElapsedTime(startedAt) < TimeSpan.FromMinutes(2))
        {
            var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(
                _ => queue.ReceiveAsync(50, TimeSpan.FromSeconds(1), Token)));
            foreach (var message in taken.SelectMany(messages => messages))
            {
                got.Add(int.Parse(Encoding.UTF8.GetString(message.Body), CultureInfo.InvariantCulture));
            }

            await Task.WhenAll(taken.Select(
                messages => queue.DeleteAsync([.. messages.Select(message => message.Receipt)], Token)));
        }

        await send;
        Assert.Equal(Enumerable.Range(0, Count), got.Order());
        Assert.Equal((0, 0), ((await queue.FiguresAsync(Token)).Depth, (await queue.FiguresAsync(Token)).DeadCount));
    }
}
