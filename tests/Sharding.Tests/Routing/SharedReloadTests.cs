using System.Threading.Channels;
using Domicile.Sharding.Routing;

namespace Domicile.Sharding.Tests.Routing;

public sealed class SharedReloadTests
{
    private readonly Channel<TaskCompletionSource> readings = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly SharedReload reload;

    public SharedReloadTests() => reload = new SharedReload(cancellation =>
    {
        var reading = new TaskCompletionSource();
        readings.Writer.TryWrite(reading);
        return reading.Task.WaitAsync(cancellation);
    });

    private async Task<TaskCompletionSource> NextReadingAsync() =>
        await readings.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    private Task RunAsync() => reload.RunAsync(CancellationToken.None);

    [Fact]
    public async Task Callers_who_ask_while_one_reads_share_the_next_reading_and_not_that_one()
    {
        var first = RunAsync();
        var others = Enumerable.Range(0, 5).Select(_ => RunAsync()).ToList();

        (await NextReadingAsync()).SetResult();
        await first;
        Assert.All(others, other => Assert.False(other.IsCompleted));
        (await NextReadingAsync()).SetResult();
        await Task.WhenAll(others);

        Assert.Equal(0, readings.Reader.Count);
    }

    [Fact]
    public async Task A_reading_that_fails_fails_for_all_who_share_it_and_the_next_begins_anew()
    {
        var first = RunAsync();
        var others = Enumerable.Range(0, 5).Select(_ => RunAsync()).ToList();
        (await NextReadingAsync()).SetResult();
        await first;

        (await NextReadingAsync()).SetException(new IOException("the register is down"));

        foreach (var other in others)
        {
            Assert.Equal("the register is down", (await Assert.ThrowsAsync<IOException>(() => other)).Message);
        }

        Assert.Equal(0, readings.Reader.Count);
        var again = RunAsync();
        (await NextReadingAsync()).SetResult();
        await again;
    }

    [Fact]
    public async Task A_caller_that_goes_away_takes_only_its_own_reading_with_it()
    {
        using var gone = new CancellationTokenSource();
        var first = reload.RunAsync(gone.Token);
        var other = RunAsync();

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.False(other.IsCompleted);
        await NextReadingAsync();
        (await NextReadingAsync()).SetResult();
        await other;
    }
}
