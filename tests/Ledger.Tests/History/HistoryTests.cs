using Domicile.Ledger.History;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using static Domicile.Ledger.Tests.Transfers.DeskRegion;

namespace Domicile.Ledger.Tests.History;

/// <summary>What a user finds in the own history and statistics.</summary>
public sealed class HistoryTests : IAsyncLifetime
{
    private DeskRegion region = null!;

    public async ValueTask InitializeAsync() => region = await DeskRegion.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task Pages_stay_the_same_while_new_transfers_arrive()
    {
        var user = await region.UserAsync();
        for (var i = 0; i < 7; i++)
        {
            await region.FundAsync(user, "1.00");
        }

        var first = await ListAsync(user, limit: 3);
        await region.FundAsync(user, "1.00");
        var second = await ListAsync(user, limit: 3, cursor: first.NextCursor);
        await region.FundAsync(user, "1.00");
        var third = await ListAsync(user, limit: 3, cursor: second.NextCursor);

        Assert.Equal([7L, 6, 5, 4, 3, 2, 1], Numbers(first, second, third));
        Assert.Null(third.NextCursor);
        Assert.Equal(9, (await ListAsync(user, limit: 500)).Transfers.Count);
    }

    [Fact]
    public async Task A_last_page_that_is_just_full_says_that_it_is_the_last()
    {
        var user = await region.UserAsync();
        await region.FundAsync(user, "1.00");

        Assert.Null((await ListAsync(user, limit: 1)).NextCursor);
        Assert.Empty((await ListAsync(await region.UserAsync(), limit: 1)).Transfers);
    }

    [Fact]
    public async Task Both_users_see_the_transfer_each_with_the_own_balance_and_the_reference()
    {
        var users = await region.UsersOfOneShardAsync(2);
        await region.FundAsync(users[0], "10.00");
        var posted = await region.PostAsync(Order(users[0], users[1], "4.00") with { Reference = "nájem 🏠" });

        var payer = await region.Ledger.History.FindAsync(users[0], posted.Value!.Id, Token);
        var payee = await region.Ledger.History.FindAsync(users[1], posted.Value.Id, Token);

        Assert.Equal(posted.Value, payer.Value);
        Assert.Equal(("nájem 🏠", "4.00", "4.00"), Summary(payee.Value!));
        Assert.Equal((new Party(users[0]), new Party(users[1])), (payee.Value!.From, payee.Value.To));
        Assert.Equal("6.00", payer.Value!.BalanceAfter.ToString());
    }

    [Fact]
    public async Task A_history_is_cut_by_the_time_that_its_transfers_count_for()
    {
        var user = await region.UserAsync();
        foreach (var day in new[] { 1, 2, 3 })
        {
            await region.PostAsync(Order(Party.External, user, "1.00") with { EffectiveAt = Day(day) });
        }

        var page = await region.Ledger.History.ListAsync(user, new HistoryQuery(Day(2), Day(3), 10, null), Token);

        Assert.Equal(Day(2), page.Value!.Transfers.Single().EffectiveAt);
    }

    [Fact]
    public async Task What_is_not_there_is_refused_by_name()
    {
        var user = await region.UserAsync();
        var history = region.Ledger.History;

        Assert.Equal(RefusalCode.TransferUnknown, (await history.FindAsync(user, Guid.NewGuid(), Token)).Refusal?.Code);
        Assert.Equal(
            RefusalCode.UserUnknown,
            (await history.FindAsync(new UserId("eu", 29_998), Guid.NewGuid(), Token)).Refusal?.Code);
        Assert.Equal(
            RefusalCode.OtherRegion,
            (await history.FindAsync(new UserId("us", 1), Guid.NewGuid(), Token)).Refusal?.Code);
        foreach (var query in new[] { new HistoryQuery(null, null, 0, null), new(null, null, 501, null) })
        {
            Assert.Equal("limit", (await history.ListAsync(user, query, Token)).Refusal?.Parameter);
        }

        foreach (var cursor in new[] { "", "x", "cDE=", "e30", new string('A', 60) })
        {
            var refused = await history.ListAsync(user, new HistoryQuery(null, null, 5, cursor), Token);
            Assert.Equal((RefusalCode.FieldInvalid, "cursor"), (refused.Refusal?.Code, refused.Refusal?.Parameter));
        }
    }

    [Fact]
    public async Task Statistics_count_and_sum_what_came_in_and_went_out()
    {
        var users = await region.UsersOfOneShardAsync(2);
        await region.FundAsync(users[0], "10.00");
        await region.FundAsync(users[0], "5.00");
        await region.PostAsync(Order(users[0], users[1], "4.00"));
        await region.PlantAsync(
            "update ledger.posting set booked_at = booked_at - interval '1 day' where posting_number = 1");

        var statistics = (await region.Ledger.Statistics.ForUserAsync(users[0], Token)).Value!;

        var euro = Assert.Single(statistics.Assets);
        Assert.Equal(new Turnover(1, 500, 1, 400), euro.Today);
        Assert.Equal(new Turnover(2, 1500, 1, 400), euro.Total);
        Assert.Empty((await region.Ledger.Statistics.ForUserAsync(await region.UserAsync(), Token)).Value!.Assets);
    }

    private static (string?, string, string) Summary(Transfer transfer) =>
        (transfer.Reference, transfer.Amount.ToString(), transfer.BalanceAfter.ToString());

    private static DateTimeOffset Day(int day) => new(1996, 7, day, 0, 0, 0, TimeSpan.Zero);

    private static IEnumerable<long> Numbers(params TransferPage[] pages) =>
        pages.SelectMany(page => page.Transfers).Select(transfer => transfer.PostingNumber);

    private async Task<TransferPage> ListAsync(UserId user, int limit, string? cursor = null)
    {
        var page = await region.Ledger.History.ListAsync(user, new HistoryQuery(null, null, limit, cursor), Token);
        Assert.Null(page.Refusal);
        return page.Value!;
    }
}
