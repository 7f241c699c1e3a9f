using Domicile.Ledger.Reconciliation;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using Domicile.Testing;
using static Domicile.Ledger.Tests.CrossShard.LegRegion;

namespace Domicile.Ledger.Tests.Reconciliation;

/// <summary>What one of two books has lost, as by a promotion, and the other holds.</summary>
public sealed class WorldReconciliationTests : IAsyncLifetime
{
    private LegRegion region = null!;
    private UserId anna;
    private UserId bob;

    public async ValueTask InitializeAsync()
    {
        region = await LegRegion.CreateAsync();
        (anna, bob) = (await region.UserAsync(region.S1), await region.UserAsync(region.S2));
    }

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Fact]
    public async Task Books_that_agree_and_transfers_under_way_are_no_difference()
    {
        await region.SendAsync(anna, bob, "30.00");
        await DrainAsync(region.Work.Resend(region.S1));
        await region.SendAsync(anna, bob, "20.00");
        await region.SendAsync(anna, new UserId("eu", 59_999), "1.00");

        var report = await ReconcileAsync();

        Assert.Empty(report.Differences);
        Assert.Equal(4, report.ComparedCount);
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
    }

    [Fact]
    public async Task What_the_payee_lost_is_received_again()
    {
        var sent = await region.SendAsync(anna, bob, "30.00");
        await DrainAsync(region.Work.Resend(region.S1));
        await region.LoseAsync("s2", bob, "wallet = wallet - 3000, received = received + 3000", postings: 1);

        var difference = Assert.Single((await ReconcileAsync()).Differences);

        Assert.Equal((sent.Id, true), (difference.TransferId, difference.IsBooked));
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
        Assert.Empty((await ReconcileAsync()).Differences);
    }

    [Fact]
    public async Task What_the_payer_lost_is_sent_again_below_the_minimum_if_need_be_and_comes_to_its_end()
    {
        var sent = await region.SendAsync(anna, bob, "30.00");
        await DrainAsync(region.Work.Resend(region.S1));
        await region.LoseAsync("s1", anna, "wallet = wallet + 3000, sent = sent - 3000", postings: 2);
        Assert.True((await region.Ledger.Transfers.PostAsync(
            Transfers.DeskRegion.Order(anna, Party.External, "90.00"), Token)).IsDone);

        var difference = Assert.Single((await ReconcileAsync()).Differences);

        Assert.Equal((sent.Id, true), (difference.TransferId, difference.IsBooked));
        Assert.Equal("-2000 3000 0 0", await region.AccountAsync(anna));
        await DrainAsync(region.Work.Resend(region.S1));
        Assert.Equal("-2000 0 3000 0", await region.AccountAsync(anna));
        Assert.Equal(TransferState.Completed, (await region.FindAsync(anna, sent.Id)).State);
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
        Assert.Equal(
            "-2000 reconcile",
            await TestSql.ScalarAsync<string>(
                region.Books.OwnerOf("s1"), "select minimum || ' ' || set_by from ledger.wallet_minimum"));
        Assert.Empty((await ReconcileAsync()).Differences);
    }

    [Fact]
    public async Task What_nobody_can_book_again_is_listed()
    {
        await region.SendAsync(anna, bob, "30.00");
        await DrainAsync(region.Work.Resend(region.S1));
        await region.LoseAsync("s2", bob, "wallet = 0, received = 0, external = 0", postings: 1);
        await TestSql.RunAsync(region.Books.OwnerOf("s2"), $"delete from ledger.book where user_number = {bob.Number}");

        var difference = Assert.Single((await ReconcileAsync()).Differences);

        Assert.False(difference.IsBooked);
        Assert.Contains($"no book of {bob}", difference.Text, StringComparison.Ordinal);
        Assert.Equal(
            0L, await TestSql.ScalarAsync<long>(region.Books.OwnerOf("s2"), "select count(*) from ledger.inbox"));
    }

    private Task<ReconciliationReport> ReconcileAsync() =>
        new WorldReconciliation([region.Ledger.Router]).RunAsync(Token);
}
