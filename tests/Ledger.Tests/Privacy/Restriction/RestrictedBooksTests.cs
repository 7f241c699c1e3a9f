using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using static Domicile.Ledger.Tests.Transfers.PostingShard;

namespace Domicile.Ledger.Tests.Privacy.Restriction;

/// <summary>What the functions of the shard do with a book that is restricted.</summary>
public sealed class RestrictedBooksTests : IAsyncLifetime
{
    private const string Restrict =
        "update ledger.book set restricted_at = clock_timestamp() where user_number = 1 returning last_posting_number";

    private LegShard legs = null!;

    private PostingShard Shard => legs.Shard;

    public async ValueTask InitializeAsync()
    {
        legs = await LegShard.CreateAsync();
        await Shard.PostAsync(Order(null, 1, 100), Order(null, 2, 100), Order(null, 3, 100));
    }

    public ValueTask DisposeAsync() => legs.DisposeAsync();

    [Fact]
    public async Task Nothing_goes_to_or_from_a_restricted_book_and_everything_else_does()
    {
        await Shard.RunAsync(Restrict);

        var results = await Shard.PostAsync(
            Order(1, 2, 1), Order(2, 1, 1), Order(null, 1, 1), Order(1, null, 1), Elsewhere(1, new UserId("us", 7), 1),
            Order(2, 3, 1), Order(null, 2, 1), Order(3, null, 1));

        Assert.Equal(
            [.. Enumerable.Repeat("user-restricted", 5), null, null, null],
            results.Select(result => result.Refusal));
        Assert.Equal(
            [.. Enumerable.Repeat(PostingOutcome.Refused, 5), .. Enumerable.Repeat(PostingOutcome.Posted, 3)],
            results.Select(result => result.Outcome));
        Assert.Equal((100L, 100L, 100L), (
            await Shard.BalanceAsync(1), await Shard.BalanceAsync(2), await Shard.BalanceAsync(3)));
    }

    [Fact]
    public async Task The_verdict_is_remembered_and_a_new_key_passes_once_it_is_lifted()
    {
        await Shard.RunAsync(Restrict);
        Assert.Equal("user-restricted", (await Shard.PostAsync(Order(1, 2, 1, "k"))).Single().Refusal);
        await Shard.RunAsync("update ledger.book set restricted_at = null");

        var again = (await Shard.PostAsync(Order(1, 2, 1, "k"))).Single();
        var anew = (await Shard.PostAsync(Order(1, 2, 1, "l"))).Single();

        Assert.Equal((PostingOutcome.Repeated, "user-restricted"), (again.Outcome, again.Refusal));
        Assert.Equal(PostingOutcome.Posted, anew.Outcome);
    }

    [Fact]
    public async Task A_payee_that_does_not_exist_beside_a_restricted_payer_breaks_nothing()
    {
        await Shard.RunAsync(Restrict);

        var results = await Shard.PostAsync(Order(1, 29999, 1), Order(2, 29999, 1), Order(29998, 1, 1));

        Assert.Equal(["payee-unknown", "payee-unknown", null], results.Select(result => result.Refusal));
        Assert.Equal(PostingOutcome.UserUnknown, results[2].Outcome);
    }

    [Fact]
    public async Task What_comes_from_elsewhere_to_a_restricted_book_is_refused_for_good()
    {
        await Shard.RunAsync(Restrict);
        var toAnna = LegShard.Leg(1, 5);

        var results = await legs.ReceiveAsync(toAnna, LegShard.Leg(2, 5));
        await Shard.RunAsync("update ledger.book set restricted_at = null");
        var again = (await legs.ReceiveAsync(toAnna)).Single();

        Assert.Equal(["user-restricted", null], results.Select(result => result.Refusal));
        Assert.Equal((ReceiveOutcome.Repeated, "user-restricted"), (again.Outcome, again.Refusal));
        Assert.Equal((100L, 105L), (await Shard.BalanceAsync(1), await Shard.BalanceAsync(2)));
    }

    [Fact]
    public async Task What_was_under_way_is_settled_or_comes_back()
    {
        var paid = await legs.SendAsync(1, 10);
        var refused = await legs.SendAsync(1, 20);
        await Shard.RunAsync(Restrict);

        var outcomes = await legs.SettleAsync((paid, 1, null), (refused, 1, "payee-unknown"));

        Assert.Equal([SettleOutcome.Settled, SettleOutcome.Refunded], outcomes);
        Assert.Equal(90, await Shard.BalanceAsync(1));
        Assert.Equal(
            0, await Shard.AskAsync<long>("select in_transit from ledger.account where user_number = 1"));
    }

    [Fact]
    public async Task After_the_restriction_is_committed_nothing_more_is_posted()
    {
        using var stop = new CancellationTokenSource();
        var loops = Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await (i % 3 == 0
                    ? (Task)legs.ReceiveAsync(LegShard.Leg(1, 1))
                    : Shard.PostAsync(i % 3 == 1 ? Order(1, 2, 1) : Order(2, 1, 1), Order(null, 3, 1)));
            }
        })).ToList();
        while (await Shard.AskAsync<long>("select last_posting_number from ledger.book where user_number = 1") < 20)
        {
            await Task.Yield();
        }

        var last = await Shard.AskAsync<long>(Restrict);
        for (var i = 0; i < 20; i++)
        {
            await Shard.PostAsync(Order(null, 2, 1));
        }

        await stop.CancelAsync();
        await Task.WhenAll(loops);
        Assert.Equal(
            last, await Shard.AskAsync<long>("select last_posting_number from ledger.book where user_number = 1"));
        Assert.Equal(
            last, await Shard.AskAsync<long>("select count(*) from ledger.posting where user_number = 1"));
    }
}
