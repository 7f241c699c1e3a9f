using Domicile.Ledger.CrossShard.Sides;

using static Domicile.Ledger.Tests.CrossShard.LegShard;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>The payer's side: how transfers that left a shard come to their end.</summary>
public sealed class SettleTransfersTests : IAsyncLifetime
{
    private LegShard legs = null!;

    public async ValueTask InitializeAsync()
    {
        legs = await LegShard.CreateAsync();
        await legs.ReceiveAsync(Leg(1, 100), Leg(2, 100));
    }

    public ValueTask DisposeAsync() => legs.DisposeAsync();

    [Fact]
    public async Task A_received_transfer_is_sent_and_a_refused_one_comes_back()
    {
        var (sent, refused) = (await legs.SendAsync(1, 30), await legs.SendAsync(1, 20));
        Assert.Equal("50 50 0 -100", await legs.AccountAsync(1));

        var outcomes = await legs.SettleAsync((sent, 1, null), (refused, 1, "payee-unknown"));

        Assert.Equal([SettleOutcome.Settled, SettleOutcome.Refunded], outcomes);
        Assert.Equal("70 0 30 -100", await legs.AccountAsync(1));
        Assert.Equal("completed, completed, refunded payee-unknown", await legs.StatesAsync(1));
        Assert.Equal(
            "transfer-settled 1 4 us-7 30, transfer-refunded 1 5 us-7 20 payee-unknown",
            string.Join(", ", (await legs.OutboxAsync("transfer-%")).Split(", ")[^2..]));
    }

    [Fact]
    public async Task An_end_that_comes_again_changes_nothing_and_another_end_is_told()
    {
        var id = await legs.SendAsync(1, 30);

        var together = await legs.SettleAsync((id, 1, null), (id, 1, null), (id, 1, "balance-limit"));
        var later = await legs.SettleAsync((id, 1, null), (id, 1, "balance-limit"));

        Assert.Equal([SettleOutcome.Settled, SettleOutcome.Repeated, SettleOutcome.Contradicts], together);
        Assert.Equal([SettleOutcome.Repeated, SettleOutcome.Contradicts], later);
        Assert.Equal("70 0 30 -100", await legs.AccountAsync(1));
    }

    [Fact]
    public async Task A_group_of_many_ends_leaves_no_gap_in_any_book()
    {
        var (first, second, other) =
            (await legs.SendAsync(1, 30), await legs.SendAsync(1, 20), await legs.SendAsync(2, 10));

        var outcomes = await legs.SettleAsync(
            (first, 1, null), (other, 2, null), (first, 1, null), (Guid.NewGuid(), 1, null), (Guid.NewGuid(), 2, null),
            (second, 1, "payee-unknown"));
        var later = await legs.SettleAsync((first, 1, null), (other, 2, null));

        Assert.Equal(
            [
                SettleOutcome.Settled, SettleOutcome.Settled, SettleOutcome.Repeated, SettleOutcome.Unknown,
                SettleOutcome.Unknown, SettleOutcome.Refunded,
            ],
            outcomes);
        Assert.Equal([SettleOutcome.Repeated, SettleOutcome.Repeated], later);
        Assert.Equal(("70 0 30 -100", "90 0 10 -100"), (await legs.AccountAsync(1), await legs.AccountAsync(2)));
        Assert.Equal("", await legs.UntrueBooksAsync());
    }

    [Fact]
    public async Task A_group_is_booked_after_everything_that_any_of_its_books_has_booked()
    {
        var (first, second) = (await legs.SendAsync(1, 30), await legs.SendAsync(2, 10));
        await legs.Shard.RunAsync(
            "update ledger.book set last_booked_at = clock_timestamp() + interval '1 hour' where user_number = 2");

        await legs.SettleAsync((first, 1, null), (second, 2, null));

        Assert.Equal("", await legs.UntrueBooksAsync());
    }

    [Fact]
    public async Task A_refund_ignores_the_minimum_of_the_wallet()
    {
        var id = await legs.SendAsync(1, 30);
        await legs.Shard.RunAsync("update ledger.account set minimum = 1000 where user_number = 1");

        Assert.Equal([SettleOutcome.Refunded], await legs.SettleAsync((id, 1, "asset-not-accepted")));
        Assert.Equal("100 0 0 -100", await legs.AccountAsync(1));
    }

    [Fact]
    public async Task A_transfer_that_the_book_does_not_know_is_told()
    {
        var ofAnother = await legs.SendAsync(1, 30);

        var outcomes = await legs.SettleAsync(
            (Guid.NewGuid(), 1, null), (Guid.NewGuid(), 99, null), (ofAnother, 2, null));

        Assert.All(outcomes, outcome => Assert.Equal(SettleOutcome.Unknown, outcome));
        Assert.Equal("70 30 0 -100", await legs.AccountAsync(1));
    }

    [Fact]
    public async Task The_payees_own_row_of_a_transfer_is_not_settled()
    {
        var leg = Leg(3, 5);
        await legs.ReceiveAsync(leg);

        Assert.Equal([SettleOutcome.Unknown], await legs.SettleAsync((leg.TransferId, 3, null)));
    }

    [Fact]
    public async Task A_payer_who_moved_is_sent_back()
    {
        var id = await legs.SendAsync(1, 30);
        await legs.Shard.RunAsync("update sharding.key_range set state = 'closed'");

        Assert.Equal([SettleOutcome.Moved], await legs.SettleAsync((id, 1, null)));
        Assert.Equal("70 30 0 -100", await legs.AccountAsync(1));
    }

    [Fact]
    public async Task Groups_that_meet_in_opposite_order_settle_each_once()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add(await legs.SendAsync((i % 2) + 1, 5));
        }

        var forth = ids.Select((id, i) => (id, (i % 2) + 1L, (string?)null)).ToArray();
        var groups = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => legs.SettleAsync(i % 2 == 0 ? forth : [.. forth.Reverse()])));

        Assert.Equal(20, groups.SelectMany(group => group).Count(outcome => outcome == SettleOutcome.Settled));
        Assert.Equal(380, groups.SelectMany(group => group).Count(outcome => outcome == SettleOutcome.Repeated));
        Assert.Equal("50 0 50 -100", await legs.AccountAsync(1));
    }
}
