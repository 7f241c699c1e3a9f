using Domicile.Ledger.Accounts;
using Domicile.Ledger.Tests.Users;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Accounts;

public sealed class AccountBookTests : IAsyncLifetime
{
    private TestUsers server = null!;
    private UserId user;

    public async ValueTask InitializeAsync()
    {
        server = await TestUsers.OpenAsync(await TestBooks.CreateAsync("eu", "0..30000"));
        user = (await server.CreateAsync("a")).Id;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_wallet_opens_once_and_says_when_it_was_open()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpenAsync("EUR")));

        Assert.Single(outcomes, outcome => !outcome.Repeated);
        var account = Assert.Single(outcomes.Select(outcome => outcome.Value).Distinct());
        Assert.Equal(("wallet-EUR", AccountKind.Wallet), (account!.Name, account.Kind));
        Assert.Equal(("0.00", "0.00"), (account.Balance.ToString(), account.Minimum.ToString()));
    }

    [Fact]
    public async Task Accounts_are_listed_by_asset()
    {
        Assert.Empty((await ListAsync()).Value!);
        foreach (var asset in new[] { "JPY", "DREAM", "EUR" })
        {
            await OpenAsync(asset);
        }

        var accounts = (await ListAsync()).Value!;

        Assert.Equal(["wallet-DREAM", "wallet-EUR", "wallet-JPY"], accounts.Select(account => account.Name));
        Assert.Equal(["0.00000000", "0.00", "0"], accounts.Select(account => account.Balance.ToString()));
    }

    [Fact]
    public async Task A_minimum_counts_from_the_next_posting_on_and_its_history_stays()
    {
        await OpenAsync("EUR");
        var first = await SetAsync("wallet-EUR", "-100.00");
        await TestSql.RunAsync(Shard, "update ledger.book set last_posting_number = 7");
        var second = await SetAsync("wallet-EUR", "5");
        var same = await SetAsync("wallet-EUR", "5.00");

        Assert.Equal(["-100.00", "5.00", "5.00"], new[] { first, second, same }.Select(o =>
            o.Value!.Minimum.ToString()));
        Assert.Equal([false, false, true], new[] { first, second, same }.Select(o => o.Repeated));
        Assert.Equal(
            "1:-10000:operator 8:500:operator",
            await TestSql.ScalarAsync<string>(
                Shard,
                "select string_agg(format('%s:%s:%s', from_posting_number, minimum, set_by), ' ' order by set_at) "
                + "from ledger.wallet_minimum"));
    }

    [Fact]
    public async Task Minimums_set_at_once_leave_the_last_one_of_the_history_in_force()
    {
        await OpenAsync("EUR");

        await Task.WhenAll(Enumerable.Range(1, 20).Select(i => SetAsync("wallet-EUR", $"-{i}")));

        Assert.Equal(20, await TestSql.ScalarAsync<long>(Shard, "select count(*) from ledger.wallet_minimum"));
        Assert.True(await TestSql.ScalarAsync<bool>(
            Shard,
            "select minimum = (select minimum from ledger.wallet_minimum order by set_at desc limit 1) from "
            + "ledger.account"));
    }

    [Theory]
    [InlineData("-92233720368547758.08", null)]
    [InlineData("92233720368547758.07", null)]
    [InlineData("92233720368547758.08", RefusalCode.AmountTooLarge)]
    [InlineData("0.001", RefusalCode.AmountTooManyDecimals)]
    [InlineData("1e3", RefusalCode.AmountInvalid)]
    [InlineData("", RefusalCode.AmountInvalid)]
    public async Task A_minimum_is_an_amount_of_its_asset(string minimum, RefusalCode? code)
    {
        await OpenAsync("EUR");

        var outcome = await SetAsync("wallet-EUR", minimum);

        Assert.Equal(code, outcome.Refusal?.Code);
        Assert.Equal(code is null ? null : "minimum", outcome.Refusal?.Parameter);
    }

    [Theory]
    [InlineData("wallet-EUR", RefusalCode.AccountUnknown)]
    [InlineData("wallet-XYZ", RefusalCode.AssetUnknown)]
    [InlineData("external-EUR", RefusalCode.FieldInvalid)]
    [InlineData("purse", RefusalCode.AccountUnknown)]
    public async Task Only_an_open_wallet_has_a_minimum(string account, RefusalCode code) =>
        Assert.Equal(code, (await SetAsync(account, "1")).Refusal?.Code);

    [Fact]
    public async Task Who_and_what_is_not_there_is_refused_as_such()
    {
        Assert.Equal(RefusalCode.AssetUnknown, (await OpenAsync("XYZ")).Refusal?.Code);
        Assert.Equal(RefusalCode.AssetUnknown, (await OpenAsync("'; drop")).Refusal?.Code);
        foreach (var (id, code) in new[]
        {
            (new UserId("eu", 999), RefusalCode.UserUnknown),
            (new UserId("eu", 99_999), RefusalCode.UserUnknown),
            (new UserId("us", 1), RefusalCode.OtherRegion),
        })
        {
            Assert.Equal(code, (await server.Accounts.OpenAsync(id, "EUR", CancellationToken.None)).Refusal?.Code);
            Assert.Equal(code, (await server.Accounts.ListAsync(id, CancellationToken.None)).Refusal?.Code);
            Assert.Equal(
                code,
                (await server.Accounts.SetMinimumAsync(
                    id, "wallet-EUR", "1", "test", CancellationToken.None)).Refusal?.Code);
        }
    }

    [Fact]
    public async Task A_range_that_left_is_neither_written_nor_read()
    {
        await OpenAsync("EUR");
        await TestSql.RunAsync(Shard, "update sharding.key_range set state = 'closed'");

        Assert.Equal(RefusalCode.Unavailable, (await OpenAsync("USD")).Refusal?.Code);
        Assert.Equal(RefusalCode.Unavailable, (await ListAsync()).Refusal?.Code);
        Assert.Equal(1, await TestSql.ScalarAsync<long>(Shard, "select count(*) from ledger.account"));
    }

    private Domicile.Sharding.Topology.NodeAddress Shard => server.Books.OwnerOf("s1");

    private Task<Outcome<Account>> OpenAsync(string asset) =>
        server.Accounts.OpenAsync(user, asset, CancellationToken.None);

    private Task<Outcome<IReadOnlyList<Account>>> ListAsync() =>
        server.Accounts.ListAsync(user, CancellationToken.None);

    private Task<Outcome<Account>> SetAsync(string account, string minimum) =>
        server.Accounts.SetMinimumAsync(user, account, minimum, "operator", CancellationToken.None);
}
