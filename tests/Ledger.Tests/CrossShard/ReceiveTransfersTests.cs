using Domicile.Ledger.CrossShard.Sides;
using Npgsql;

using static Domicile.Ledger.Tests.CrossShard.LegShard;
using static Domicile.Ledger.Tests.Transfers.PostingShard;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>The payee's side: what one group of legs decides.</summary>
public sealed class ReceiveTransfersTests : IAsyncLifetime
{
    private LegShard legs = null!;

    public async ValueTask InitializeAsync() => legs = await LegShard.CreateAsync();

    public ValueTask DisposeAsync() => legs.DisposeAsync();

    [Fact]
    public async Task A_leg_counts_once_however_often_it_comes()
    {
        var leg = Leg(1, 50);

        var together = await legs.ReceiveAsync(leg, leg, Leg(1, 5));
        var later = await legs.ReceiveAsync(leg);

        Assert.Equal(
            [ReceiveOutcome.Received, ReceiveOutcome.Repeated, ReceiveOutcome.Received],
            together.Select(result => result.Outcome));
        Assert.Equal([1L, 1L, 2L], together.Select(result => result.PostingNumber));
        Assert.Equal(new ReceiveResult(ReceiveOutcome.Repeated, null, 1), later.Single());
        Assert.Equal("55 0 0 -55", await legs.AccountAsync(1));
        Assert.Equal(
            "transfer-received 1 1 us-7 50, transfer-received 1 2 us-7 5", await legs.OutboxAsync("transfer-%"));
    }

    [Fact]
    public async Task A_group_of_many_verdicts_leaves_no_gap_in_any_book()
    {
        await legs.Shard.RunAsync(
            """
            update ledger.book set restricted_at = now() where user_number = 3;
            update ledger.book set last_booked_at = clock_timestamp() + interval '1 hour' where user_number = 2
            """);
        var leg = Leg(1, 50);

        var group = await legs.ReceiveAsync(
            leg, Leg(3, 1), Leg(2, 7), leg, Leg(600, 1), Leg(1, 5) with { IsAccepted = false }, Leg(1, 2), Leg(2, 1));
        var later = await legs.ReceiveAsync(leg, Leg(2, 3), Leg(4, 9));

        Assert.Equal(
            [null, "user-restricted", null, null, "payee-unknown", "asset-not-accepted", null, null],
            group.Select(result => result.Refusal));
        Assert.Equal([1L, null, 1L, 1L, null, null, 2L, 2L], group.Select(result => result.PostingNumber));
        Assert.Equal([1L, 3L, 1L], later.Select(result => result.PostingNumber));
        Assert.Equal(("52 0 0 -52", "11 0 0 -11"), (await legs.AccountAsync(1), await legs.AccountAsync(2)));
        Assert.Equal("", await legs.UntrueBooksAsync());
    }

    [Fact]
    public async Task The_same_leg_at_once_on_many_connections_counts_once()
    {
        var known = Leg(1, 50);
        var unknown = Leg(500, 50);

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            try
            {
                return await legs.ReceiveAsync(unknown, known);
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.SerializationFailure)
            {
                return await legs.ReceiveAsync(unknown, known);
            }
        }));

        Assert.All(results, group => Assert.Equal(("payee-unknown", null), (group[0].Refusal, group[1].Refusal)));
        Assert.Equal("50 0 0 -50", await legs.AccountAsync(1));
        Assert.Equal(2, await legs.Shard.AskAsync<long>("select count(*) from ledger.inbox"));
        Assert.Equal(2, await legs.Shard.AskAsync<long>("select count(*) from ledger.outbox"));
    }

    [Fact]
    public async Task A_refusal_stands_even_when_its_reason_is_gone()
    {
        var leg = Leg(500, 50);
        var first = (await legs.ReceiveAsync(leg)).Single();
        await legs.Shard.RunAsync("insert into ledger.book values (500, gen_random_uuid(), now(), 0, now())");

        var again = (await legs.ReceiveAsync(leg)).Single();
        var other = (await legs.ReceiveAsync(Leg(500, 50))).Single();

        Assert.Equal(new ReceiveResult(ReceiveOutcome.Refused, "payee-unknown", null), first);
        Assert.Equal(new ReceiveResult(ReceiveOutcome.Repeated, "payee-unknown", null), again);
        Assert.Equal(ReceiveOutcome.Received, other.Outcome);
        Assert.Equal(
            "transfer-refused 500 us-7 50 payee-unknown", await legs.OutboxAsync("transfer-refused"));
    }

    [Fact]
    public async Task An_asset_that_the_region_does_not_know_is_refused()
    {
        var result = (await legs.ReceiveAsync(Leg(1, 50) with { IsAccepted = false })).Single();

        Assert.Equal("asset-not-accepted", result.Refusal);
        Assert.Equal(0, await legs.Shard.AskAsync<long>("select count(*) from ledger.posting"));
    }

    [Fact]
    public async Task The_wallet_keeps_room_for_what_may_come_back_to_it()
    {
        // From the world outside, so that the account of what was received has all its room.
        await legs.Shard.RunAsync(
            "insert into ledger.account (user_number, asset, wallet, external, opened_at) "
            + "values (1, 'EUR', 100, -100, now())");
        await legs.SendAsync(1, 60);

        var results = await legs.ReceiveAsync(
            Leg(1, long.MaxValue - 99), Leg(2, long.MaxValue), Leg(2, 1), Leg(1, long.MaxValue - 100));

        Assert.Equal(["balance-limit", null, "balance-limit", null], results.Select(result => result.Refusal));
    }

    [Fact]
    public async Task Other_terms_under_the_same_id_are_told_and_change_nothing()
    {
        var leg = Leg(1, 50);
        await legs.ReceiveAsync(leg);

        var results = await legs.ReceiveAsync(
            leg with { MinorUnits = 51 }, leg with { Payer = new("us", 8) }, leg with { Asset = "USD" });

        Assert.All(results, result => Assert.Equal(ReceiveOutcome.Contradicts, result.Outcome));
        Assert.Equal("50 0 0 -50", await legs.AccountAsync(1));
    }

    [Fact]
    public async Task A_payee_who_moved_is_sent_back_and_may_come_to_the_new_owner()
    {
        var leg = Leg(1, 50);

        var moved = await legs.ReceiveAsync(Leg(40_000, 5), Leg(2, 5));
        var stale = await legs.ReceiveAsync(9, leg);
        var routed = await legs.ReceiveAsync(leg);

        Assert.Equal(
            [ReceiveOutcome.Moved, ReceiveOutcome.Received, ReceiveOutcome.Moved],
            moved.Concat(stale).Select(result => result.Outcome));
        Assert.Equal(ReceiveOutcome.Received, routed.Single().Outcome);
        Assert.Equal(2, await legs.Shard.AskAsync<long>("select count(*) from ledger.inbox"));
    }

    [Fact]
    public async Task A_range_that_is_being_closed_sends_its_legs_back()
    {
        await using var mover = await legs.Shard.Owner.OpenConnectionAsync();
        await using var transaction = await mover.BeginTransactionAsync();
        await using var close = new NpgsqlCommand(
            $"select pg_advisory_xact_lock(68001, {RangeId})", mover, transaction);
        await close.ExecuteNonQueryAsync();

        Assert.Equal(ReceiveOutcome.Busy, (await legs.ReceiveAsync(Leg(1, 5))).Single().Outcome);
        Assert.Equal(0, await legs.Shard.AskAsync<long>("select count(*) from ledger.inbox"));
    }

    [Fact]
    public async Task Groups_that_meet_in_opposite_order_never_deadlock()
    {
        var groups = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0
            ? legs.ReceiveAsync(Leg(1, 1), Leg(2, 1), Leg(3, 1))
            : legs.ReceiveAsync(Leg(3, 1), Leg(2, 1), Leg(1, 1))));

        Assert.All(groups.SelectMany(group => group), result => Assert.Equal(ReceiveOutcome.Received, result.Outcome));
        Assert.Equal("100 0 0 -100", await legs.AccountAsync(1));
    }
}
