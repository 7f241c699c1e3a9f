using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using static Domicile.Ledger.Tests.Transfers.PostingShard;

namespace Domicile.Ledger.Tests.Transfers;

/// <summary>The posting function: what one group decides.</summary>
public sealed class PostTransfersTests : IAsyncLifetime
{
    private PostingShard shard = null!;

    public async ValueTask InitializeAsync() => shard = await CreateAsync(100);

    public ValueTask DisposeAsync() => shard.DisposeAsync();

    [Fact]
    public async Task Later_transfers_of_a_group_see_the_earlier_ones()
    {
        var results = await shard.PostAsync(
            Order(1, 2, 50),
            Order(null, 1, 100),
            Order(1, 2, 60),
            Order(1, 2, 60),
            Order(2, 3, 60),
            Order(1, null, 40));

        Assert.Equal(
            ["insufficient-funds", null, null, "insufficient-funds", null, null],
            results.Select(result => result.Refusal));
        Assert.Equal(
            (0, 0, 60), (await shard.BalanceAsync(1), await shard.BalanceAsync(2), await shard.BalanceAsync(3)));
        Assert.Equal([0L, 100, 40, 0, 0, 0], results.Select(result => result.Balance));
        Assert.Equal([0L, 1, 2, 0, 2, 3], results.Select(result => result.PostingNumber));
    }

    [Fact]
    public async Task The_same_key_has_one_effect_in_one_group_and_in_later_ones()
    {
        var (first, again, other) = (Order(null, 1, 5, "k"), Order(null, 1, 5, "k"), Order(null, 1, 6, "k"));

        var together = await shard.PostAsync(first, again, other);
        var later = await shard.PostAsync(Order(null, 1, 5, "k"));

        Assert.Equal(
            [PostingOutcome.Posted, PostingOutcome.Repeated, PostingOutcome.KeyReused],
            together.Select(result => result.Outcome));
        Assert.Equal(together[0] with { Outcome = PostingOutcome.Repeated }, together[1]);
        Assert.Equal(together[1], later[0]);
        Assert.Equal(first.TransferId, later[0].TransferId);
        Assert.Equal(5, await shard.BalanceAsync(1));
    }

    [Fact]
    public async Task A_refusal_of_the_books_is_remembered()
    {
        await shard.PostAsync(Order(1, 2, 5, "poor"));
        await shard.PostAsync(Order(null, 1, 100));

        var again = (await shard.PostAsync(Order(1, 2, 5, "poor"))).Single();

        Assert.Equal((PostingOutcome.Repeated, "insufficient-funds"), (again.Outcome, again.Refusal));
        Assert.Equal(100, await shard.BalanceAsync(1));
    }

    [Fact]
    public async Task An_unknown_owner_of_the_key_and_a_moved_range_are_not_remembered()
    {
        var unknown = await shard.PostAsync(
            Order(5000, 1, 5, "a"), Order(null, 5001, 5, "b"), Order(null, 40000, 5, "c"));

        Assert.Equal(
            [PostingOutcome.UserUnknown, PostingOutcome.UserUnknown, PostingOutcome.Moved],
            unknown.Select(result => result.Outcome));
        Assert.Equal(0, await shard.AskAsync<long>("select count(*) from ledger.idempotency"));
    }

    [Fact]
    public async Task An_unknown_payee_is_a_verdict_of_the_books()
    {
        await shard.PostAsync(Order(null, 1, 10));

        var result = (await shard.PostAsync(Order(1, 9000, 5))).Single();

        Assert.Equal((PostingOutcome.Refused, "payee-unknown"), (result.Outcome, result.Refusal));
        Assert.Equal(10, await shard.BalanceAsync(1));
    }

    [Fact]
    public async Task A_range_that_is_being_closed_sends_only_its_own_back()
    {
        await shard.RunAsync(
            """
            update sharding.key_range set end_number = 50;
            insert into sharding.key_range values (2, 50, 100, 'open')
            """);
        await using var mover = await shard.Owner.OpenConnectionAsync();
        await using var transaction = await mover.BeginTransactionAsync();
        await using var close = new Npgsql.NpgsqlCommand("select pg_advisory_xact_lock(68001, 2)", mover, transaction);
        await close.ExecuteNonQueryAsync();
        var inRange2 = new PendingTransfer
        {
            TransferId = Guid.CreateVersion7(), KeyHash = new byte[32], RequestHash = new byte[32],
            From = Party.External, To = new UserId("eu", 60), PayerRange = null, PayeeRange = 2,
            Asset = "EUR", MinorUnits = 1, EffectiveAt = null,
        };

        var results = await shard.PostAsync(inRange2, Order(null, 1, 7));

        Assert.Equal([PostingOutcome.Busy, PostingOutcome.Posted], results.Select(result => result.Outcome));
        Assert.Equal((7, 0), (await shard.BalanceAsync(1), await shard.BalanceAsync(60)));
    }

    [Fact]
    public async Task A_key_that_another_transaction_is_deciding_is_refused_as_such()
    {
        var order = Order(null, 1, 5, "k");
        await using var other = await shard.Owner.OpenConnectionAsync();
        await using var transaction = await other.BeginTransactionAsync();
        var lockId = System.Buffers.Binary.BinaryPrimitives.ReadInt64LittleEndian(order.KeyHash);
        await using var hold = new Npgsql.NpgsqlCommand($"select pg_advisory_xact_lock({lockId})", other, transaction);
        await hold.ExecuteNonQueryAsync();

        var refused = await shard.PostAsync(order, Order(null, 2, 5));
        await transaction.RollbackAsync();
        var retried = await shard.PostAsync(order);

        Assert.Equal([PostingOutcome.KeyAtWork, PostingOutcome.Posted], refused.Select(result => result.Outcome));
        Assert.Equal(PostingOutcome.Posted, retried.Single().Outcome);
    }

    [Theory]
    [InlineData(long.MaxValue, 1, "balance-limit")]
    [InlineData(long.MaxValue - 1, 1, null)]
    public async Task A_balance_fits_64_bits(long first, long second, string? refusal)
    {
        var results = await shard.PostAsync(Order(null, 1, first), Order(null, 1, second));

        Assert.Equal(refusal, results[1].Refusal);
        Assert.Equal(refusal is null ? long.MaxValue : first, await shard.BalanceAsync(1));
    }

    [Fact]
    public async Task What_left_and_came_back_may_pass_64_bits_in_no_counter_account()
    {
        var results = await shard.PostAsync(
            Order(null, 1, long.MaxValue), Order(1, 2, long.MaxValue), Order(2, 1, long.MaxValue), Order(1, 2, 1));

        Assert.Equal([null, null, null, "balance-limit"], results.Select(result => result.Refusal));
        Assert.Equal(long.MaxValue, await shard.BalanceAsync(1));
    }

    [Theory]
    [InlineData(-10, 10, null)]
    [InlineData(-10, 11, "insufficient-funds")]
    [InlineData(5, 1, "insufficient-funds")]
    public async Task A_wallet_goes_down_to_its_minimum(long minimum, long amount, string? refusal)
    {
        await shard.RunAsync(
            $"insert into ledger.account (user_number, asset, minimum, opened_at) values (1, 'EUR', {minimum}, now())");

        Assert.Equal(refusal, (await shard.PostAsync(Order(1, 2, amount))).Single().Refusal);
    }

    [Fact]
    public async Task Fifty_first_movements_at_once_on_an_unused_account_spend_it_once()
    {
        await shard.PostAsync(Order(null, 1, 10));

        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => shard.PostAsync(Order(1, 2, 10))));

        Assert.Single(results, result => result.Single().Outcome == PostingOutcome.Posted);
        Assert.Equal((0, 10), (await shard.BalanceAsync(1), await shard.BalanceAsync(2)));
    }

    [Fact]
    public async Task Opposite_transfers_at_once_never_deadlock_and_lose_nothing()
    {
        await shard.PostAsync(Order(null, 1, 1000), Order(null, 2, 1000));

        var groups = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => i % 2 == 0
            ? shard.PostAsync(Order(1, 2, 3), Order(2, 1, 2))
            : shard.PostAsync(Order(2, 1, 3), Order(1, 2, 2))));

        Assert.All(groups.SelectMany(group => group), result => Assert.Equal(PostingOutcome.Posted, result.Outcome));
        Assert.Equal(2000, await shard.BalanceAsync(1) + await shard.BalanceAsync(2));
    }

    [Fact]
    public async Task Posting_key_and_outbox_row_are_one_commit()
    {
        await shard.PostAsync(Order(null, 1, 10), Order(1, 2, 4), Order(1, 2, 400));

        Assert.Equal(2, await shard.AskAsync<long>("select count(distinct xid) + count(*) - 1 from ledger.outbox"));
        Assert.Equal(3, await shard.AskAsync<long>("select count(*) from ledger.idempotency"));
        Assert.Equal(3, await shard.AskAsync<long>("select count(*) from ledger.posting"));
        Assert.Equal(
            "transfer-completed payer eu-2 EUR 4",
            await shard.AskAsync<string>(
                "select concat_ws(' ', type, side, counterparty, asset, amount) from ledger.outbox "
                + "where user_number = 1 and posting_number = 2"));
    }

    [Fact]
    public async Task What_goes_to_a_payee_elsewhere_is_in_transit_in_the_payers_book()
    {
        await shard.PostAsync(Order(null, 1, 10));

        var results = await shard.PostAsync(Elsewhere(1, new UserId("us", 7), 4), Elsewhere(1, new UserId("us", 7), 7));

        Assert.Equal([TransferState.InTransit, null], results.Select(result => result.State));
        Assert.Equal("insufficient-funds", results[1].Refusal);
        Assert.Equal(
            "6 4 0",
            await shard.AskAsync<string>(
                "select concat_ws(' ', wallet, in_transit, sent) from ledger.account where user_number = 1"));
        Assert.Equal(
            "in-transit payer us-7",
            await shard.AskAsync<string>(
                "select concat_ws(' ', state, side, counterparty) from ledger.transfer where side = 'payer'"));
        Assert.Equal(
            "transfer-sent 2 us-7",
            await shard.AskAsync<string>(
                "select concat_ws(' ', type, posting_number, counterparty) from ledger.outbox "
                + "order by position desc limit 1"));
    }

    [Fact]
    public async Task Room_is_kept_for_what_is_in_transit_to_come_back_or_to_be_sent()
    {
        await shard.PostAsync(Order(null, 1, long.MaxValue), Order(null, 2, 10));
        await shard.PostAsync(Elsewhere(1, new UserId("us", 7), 5));

        var comesIn = await shard.PostAsync(Order(2, 1, 1));
        Assert.Equal(["balance-limit"], comesIn.Select(result => result.Refusal));

        await shard.RunAsync(
            "update ledger.account set external = -10, wallet = 10 - 5 - 9223372036854775800, "
            + "sent = 9223372036854775800, minimum = -9223372036854775807 where user_number = 1");
        var goesOut = await shard.PostAsync(Order(1, 2, 3), Order(1, 2, 2), Elsewhere(1, new UserId("us", 7), 1));

        Assert.Equal(["balance-limit", null, "balance-limit"], goesOut.Select(result => result.Refusal));
    }

    [Fact]
    public async Task What_was_not_posted_leaves_no_trace_in_the_numbers_of_the_books()
    {
        var first = Order(null, 1, 10, "k");
        await shard.PostAsync(first);

        // A repeated key, a reused one, a refusal and an unknown payee share their books with what is posted.
        await shard.PostAsync(
            Order(null, 1, 10, "k"), Order(null, 1, 11, "k"), Order(1, 2, 50), Order(1, 9_999, 1), Order(1, 2, 3));

        Assert.Equal(
            "1:2 2:1",
            await shard.AskAsync<string>(
                "select string_agg(user_number || ':' || last_posting_number, ' ' order by user_number) "
                + "from ledger.book where last_posting_number > 0"));
        Assert.Equal(
            "2 1",
            await shard.AskAsync<string>(
                "select concat_ws(' ', max(posting_number), (select max(posting_number) from ledger.posting "
                + "where user_number = 2)) from ledger.posting where user_number = 1"));
    }
}
