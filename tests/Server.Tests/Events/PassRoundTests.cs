using Domicile.Ledger.Outbox;
using Domicile.Ledger.Passes;
using Domicile.Server.Books;
using Domicile.Server.Events;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Domicile.Server.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Domicile.Server.Tests.Events;

/// <summary>Passes that make work for each other within one event.</summary>
public sealed class PassRoundTests
{
    private const string Shard = "s1";

    [Fact]
    public async Task A_pass_that_had_ended_does_what_another_commits_and_one_that_failed_is_left_for_later()
    {
        using var tokens = new TestTokens("eu");
        await using var server = await PartsServer.StartAsync(LocalTrusts.Of(tokens));
        var router = server.Services.GetRequiredService<RegionBooks>().Ledger.Router;
        await using var turns = new RegionTurns(router, TimeProvider.System);
        var (signals, ended) = (new ShardSignals(), new TaskCompletionSource());
        var early = new ActedPass("early", () =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        });
        var late = new ActedPass("late", async () =>
        {
            await ended.Task;
            signals.Raise(Shard);
        });
        var broken = new ActedPass("broken", () => throw new InvalidOperationException("A planted mistake."));
        HostedPass[] passes =
        [
            new(early, Shard, signals.Listen(Shard), TimeSpan.Zero),
            new(late, Shard, null, TimeSpan.Zero),
            new(broken, Shard, signals.Listen(Shard), TimeSpan.Zero),
        ];

        var news = new PassNews(NullLogger<PassNews>.Instance);
        var round = new PassRound(passes, turns, TimeProvider.System, news);
        var outcome = await round.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((2, 1, 1), (early.RunCount, late.RunCount, broken.RunCount));
        Assert.Equal((3, "broken of s1"), (outcome.Done, Assert.Single(outcome.Failed)));
    }

    /// <summary>Does what a test says, and has nothing more to do then.</summary>
    private sealed class ActedPass(string name, Func<Task> act) : IPass
    {
        public string Name { get; } = name;

        public int RunCount { get; private set; }

        public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
        {
            RunCount++;
            await act();
            return new PassResult(1, MoreWaiting: false);
        }
    }
}
