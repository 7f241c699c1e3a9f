using Domicile.Ledger.Passes;
using Domicile.Ledger.Tests.Privacy;
using Domicile.Sharding.Nodes;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Passes;

public sealed class PassTurnsTests : IAsyncLifetime
{
    private const string Relay = "relay of eu/s1";

    private readonly TestTime time = new();
    private NodePool first = null!;
    private NodePool second = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        (first, second) = (database.Worker.Open("first", 2), database.Worker.Open("second", 2));
    }

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    [Fact]
    public async Task One_process_has_the_turn_of_a_pass_and_another_that_of_another_pass()
    {
        await using var one = new PassTurns(() => first, time);
        await using var two = new PassTurns(() => second, time);
        Assert.True(await one.TakeAsync(Relay, Token));
        Assert.False(await two.TakeAsync(Relay, Token));
        Assert.True(await two.TakeAsync("trim of eu/s1", Token));
        Assert.False(await one.TakeAsync("trim of eu/s1", Token));

        time.Pass(2 * PassTurns.BelievedFor);
        Assert.True(await one.TakeAsync(Relay, Token));
        Assert.False(await two.TakeAsync(Relay, Token));
    }

    [Fact]
    public async Task Who_ends_in_order_gives_up_its_turns_at_once()
    {
        await using var two = new PassTurns(() => second, time);
        await using (var one = new PassTurns(() => first, time))
        {
            Assert.True(await one.TakeAsync(Relay, Token));
            Assert.False(await two.TakeAsync(Relay, Token));
        }

        await UntilAsync(async () => await two.TakeAsync(Relay, Token));
    }

    [Fact]
    public async Task Who_is_cut_off_loses_its_turns_to_another_and_hears_of_it()
    {
        await using var one = new PassTurns(() => first, time);
        await using var two = new PassTurns(() => second, time);
        Assert.True(await one.TakeAsync(Relay, Token));
        await using (var killer = await first.OpenConnectionAsync(Token))
        {
            await using var kill = new NpgsqlCommand(
                "select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and classid = 68041 "
                + "and database = (select oid from pg_database where datname = current_database())",
                killer);
            Assert.Equal(1L, await kill.ExecuteScalarAsync(Token));
        }

        await UntilAsync(async () => await two.TakeAsync(Relay, Token));
        Assert.True(await one.TakeAsync(Relay, Token));
        time.Pass(2 * PassTurns.BelievedFor);
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await one.TakeAsync(Relay, Token));
        Assert.False(await one.TakeAsync(Relay, Token));
    }

    [Fact]
    public async Task After_a_promotion_the_turn_is_asked_for_at_the_new_primary()
    {
        var node = first;
        await using var one = new PassTurns(() => node, time);
        Assert.True(await one.TakeAsync(Relay, Token));
        var promoted = await TestNode.CreateWorldDatabaseAsync();
        await using var after = promoted.Worker.Open("after", 2);
        await using var other = new PassTurns(() => after, time);
        Assert.True(await other.TakeAsync(Relay, Token));

        node = after;
        Assert.False(await one.TakeAsync(Relay, Token));
    }

    // The node takes a moment to end a session.
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
