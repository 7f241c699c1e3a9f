using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using Domicile.Testing;
using static Domicile.Ledger.Tests.CrossShard.LegRegion;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>Transfers between two shards of a region, from the wallet to the end.</summary>
public sealed class LegDeliveryTests : IAsyncLifetime
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
    public async Task A_transfer_completes_on_both_sides_with_its_reference()
    {
        var sent = await region.SendAsync(anna, bob, "30.00", "Grüße");
        Assert.Equal("7000 3000 0 0", await region.AccountAsync(anna));

        Assert.Equal(1, await DrainAsync(region.Work.Resend(region.S1)));

        var (paid, got) = (await region.FindAsync(anna, sent.Id), await region.FindAsync(bob, sent.Id));
        Assert.Equal((TransferState.Completed, TransferState.Completed), (paid.State, got.State));
        Assert.Equal(("Grüße", "Grüße"), (paid.Reference, got.Reference));
        Assert.Equal(
            (paid.From, paid.To, paid.Amount, paid.EffectiveAt), (got.From, got.To, got.Amount, got.EffectiveAt));
        Assert.Equal("7000 0 3000 0", await region.AccountAsync(anna));
        Assert.Equal("13000 0 0 -3000", await region.AccountAsync(bob));
        Assert.Equal(0, await DrainAsync(region.Work.Resend(region.S1)));
    }

    [Fact]
    public async Task A_payee_who_does_not_exist_refunds_with_that_reason()
    {
        var sent = await region.SendAsync(anna, new UserId("eu", 59_999), "30.00");

        await DrainAsync(region.Work.Resend(region.S1));

        var seen = await region.FindAsync(anna, sent.Id);
        Assert.Equal((TransferState.Refunded, "payee-unknown"), (seen.State, seen.Refusal));
        Assert.Equal("10000 0 0 0", await region.AccountAsync(anna));
    }

    [Fact]
    public async Task A_repeated_key_answers_with_the_present_state_and_reason()
    {
        var order = DeskRegion.Order(anna, new UserId("eu", 59_999), "30.00", "k");
        await region.Ledger.Transfers.PostAsync(order, Token);
        await DrainAsync(region.Work.Resend(region.S1));

        var again = await region.Ledger.Transfers.PostAsync(order, Token);
        var seen = await region.Ledger.Ends.WaitAsync(again.Value!, TimeSpan.Zero, null, Token);

        Assert.True(again.Repeated);
        Assert.Equal((TransferState.Refunded, "payee-unknown"), (seen.State, seen.Refusal));
    }

    [Fact]
    public async Task Whoever_waits_hears_of_the_end()
    {
        var sent = await region.SendAsync(anna, bob, "30.00");
        var waiting = region.Ledger.Ends.WaitAsync(sent, TimeSpan.FromSeconds(30), null, Token);
        Assert.False(waiting.IsCompleted);

        await DrainAsync(region.Work.Resend(region.S1));

        Assert.Equal(TransferState.Completed, (await waiting).State);
        var other = await region.SendAsync(anna, bob, "1.00");
        Assert.Equal(other, await region.Ledger.Ends.WaitAsync(other, TimeSpan.Zero, null, Token));
    }

    [Fact]
    public async Task Two_who_send_the_same_at_once_move_it_once()
    {
        for (var i = 0; i < 20; i++)
        {
            await region.SendAsync(anna, bob, "1.00");
            await region.SendAsync(bob, anna, "2.00");
        }

        await using var other = Open(region.Books);
        await Task.WhenAll(new[] { region, other, region, other }.SelectMany(one => new[]
        {
            DrainAsync(one.Work.Resend(one.S1)), DrainAsync(one.Work.Resend(one.S2)),
        }));
        await DrainAsync(region.Work.Resend(region.S1));
        await DrainAsync(region.Work.Resend(region.S2));

        Assert.Equal("12000 0 2000 -4000", await region.AccountAsync(anna));
        Assert.Equal("8000 0 4000 -2000", await region.AccountAsync(bob));
    }

    [Fact]
    public async Task What_comes_back_or_goes_on_has_room_even_when_the_accounts_were_filled_meanwhile()
    {
        var carl = await region.UserAsync(region.S1, "92233720368547658.08");
        Assert.Null(await PayAsync(anna, carl, "1.00") ?? await PayAsync(carl, anna, "1.00"));
        var back = await region.SendAsync(anna, new UserId("eu", 59_999), "0.01");
        Assert.Equal(RefusalCode.BalanceLimit, await PayAsync(carl, anna, "92233720368547658.08"));
        Assert.Null(await PayAsync(carl, anna, "92233720368547658.07"));
        var on = await region.SendAsync(anna, bob, "0.01");
        Assert.Equal(RefusalCode.BalanceLimit, await PayAsync(anna, carl, "92233720368547757.06"));
        Assert.Null(await PayAsync(anna, carl, "92233720368547757.05"));

        await DrainAsync(region.Work.Resend(region.S1));

        Assert.Equal(TransferState.Refunded, (await region.FindAsync(anna, back.Id)).State);
        Assert.Equal(TransferState.Completed, (await region.FindAsync(anna, on.Id)).State);

        async Task<RefusalCode?> PayAsync(Party from, Party to, string amount) =>
            (await region.Ledger.Transfers.PostAsync(DeskRegion.Order(from, to, amount), Token)).Refusal?.Code;
    }

    [Fact]
    public async Task What_is_stuck_is_told_with_its_reason_until_it_ends()
    {
        await using var late = Open(
            region.Books, limits: new() { ResendAfter = TimeSpan.Zero, StuckAfter = TimeSpan.Zero });
        await region.SendAsync(anna, bob, "30.00");
        await TestSql.RunAsync(region.Books.OwnerOf("s2"), "alter table ledger.inbox rename to gone");
        var told = await late.Work.Resend(late.S1).RunAsync(Token);

        Assert.Contains("eu/s2 failed on it", told.HeldBackBy);
        Assert.Contains("eu/s2 failed on it", await StuckAsync());

        await TestSql.RunAsync(region.Books.OwnerOf("s2"), "alter table ledger.gone rename to inbox");
        await DrainAsync(region.Work.Resend(region.S1));
        Assert.Equal("", await StuckAsync());

        Task<string> StuckAsync() => TestSql.ScalarAsync<string>(
            region.Books.OwnerOf("s1"), "select coalesce(string_agg(reason, ', '), '') from ledger.stuck_transfer");
    }
}
