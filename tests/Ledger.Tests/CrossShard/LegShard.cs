using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>One shard as its legs see it: transfers that left it, and transfers that come from elsewhere.</summary>
internal sealed class LegShard(PostingShard shard) : IAsyncDisposable
{
    public PostingShard Shard => shard;

    public static async Task<LegShard> CreateAsync(int bookCount = 10) =>
        new(await PostingShard.CreateAsync(bookCount));

    public static IncomingLeg Leg(long payee, long minorUnits, Guid? id = null, string payer = "us-7") => new(
        id ?? Guid.CreateVersion7(),
        UserId.TryParse(payer, out var user) ? user : throw new ArgumentException(payer, nameof(payer)),
        new UserId("eu", payee),
        "EUR",
        minorUnits,
        DateTimeOffset.UnixEpoch,
        true);

    public Task<ReceiveResult[]> ReceiveAsync(params IncomingLeg[] group) =>
        ReceiveAsync(PostingShard.RangeId, group);

    public Task<ReceiveResult[]> ReceiveAsync(int rangeId, params IncomingLeg[] group) =>
        ReceiveCall.RunAsync(shard.Worker, [.. group.Select(leg => (leg, rangeId))], CancellationToken.None);

    public Task<SettleOutcome[]> SettleAsync(params (Guid Id, long Payer, string? Refusal)[] group) =>
        SettleCall.RunAsync(
            shard.Worker,
            [
                .. group.Select(item => (
                    new Verdict(
                        item.Id, new UserId("eu", item.Payer), new UserId("us", 7), item.Refusal,
                        item.Refusal is null ? 1 : null),
                    PostingShard.RangeId)),
            ],
            CancellationToken.None);

    /// <summary>Posts wallet to in-transit, for the user us-7 unless said otherwise.</summary>
    public async Task<Guid> SendAsync(long payer, long minorUnits, string payee = "us-7")
    {
        var id = Guid.CreateVersion7();
        await shard.RunAsync(
            $"""
            update ledger.book set last_posting_number = last_posting_number + 1 where user_number = {payer};
            update ledger.account set wallet = wallet - {minorUnits}, in_transit = in_transit + {minorUnits}
            where user_number = {payer} and asset = 'EUR';
            insert into ledger.posting
            select {payer}, b.last_posting_number, '{id}', 'EUR', 'wallet', 'in-transit', {minorUnits},
                a.wallet, a.in_transit, clock_timestamp()
            from ledger.book b join ledger.account a using (user_number) where b.user_number = {payer};
            insert into ledger.transfer
            select {payer}, p.posting_number, p.transfer_id, 'payer', '{payee}', 'EUR', {minorUnits}, 'in-transit',
                p.booked_at, p.booked_at
            from ledger.posting p where p.user_number = {payer} and p.transfer_id = '{id}';
            """);
        return id;
    }

    /// <summary>Wallet, in-transit, sent and received of a user, in minor units of EUR.</summary>
    public Task<string> AccountAsync(long user) => shard.AskAsync<string>(
        $"select concat_ws(' ', wallet, in_transit, sent, received) from ledger.account where user_number = {user}");

    /// <summary>A user's transfers in the order of their first postings, each as state and reason.</summary>
    public Task<string> StatesAsync(long user) => shard.AskAsync<string>(
        "select coalesce(string_agg(concat_ws(' ', state, refusal), ', ' order by posting_number), '') "
        + $"from ledger.transfer where user_number = {user}");

    /// <summary>
    /// Users whose book has a gap in its numbers, says another last number than it has postings, or has one that was
    /// booked after what it says, or not after the one before.
    /// </summary>
    public Task<string> UntrueBooksAsync() => shard.AskAsync<string>(
        """
        select coalesce(string_agg(b.user_number::text, ', ' order by b.user_number), '')
        from ledger.book b
        cross join lateral (
            select count(*) as count, bool_and(k.place = k.posting_number) as is_whole,
                bool_and(k.booked_at > k.earlier and k.booked_at <= b.last_booked_at) as is_in_order
            from (
                select p.posting_number, p.booked_at, row_number() over (order by p.posting_number) as place,
                    lag(p.booked_at, 1, '-infinity') over (order by p.posting_number) as earlier
                from ledger.posting p
                where p.user_number = b.user_number) k) k
        where b.last_posting_number <> k.count or not k.is_whole or not k.is_in_order
        """);

    /// <summary>What the outbox says since its first rows of that kind, in the order of writing.</summary>
    public Task<string> OutboxAsync(string like) => shard.AskAsync<string>(
        "select coalesce(string_agg(concat_ws(' ', type, user_number, posting_number, counterparty, amount, refusal), "
        + $"', ' order by position), '') from ledger.outbox where type like '{like}'");

    public ValueTask DisposeAsync() => shard.DisposeAsync();
}
