using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

public sealed class ErasureNoticeTests : IAsyncLifetime
{
    private LegWorld world = null!;
    private UserId anna;
    private UserId bill;

    public async ValueTask InitializeAsync()
    {
        world = await LegWorld.CreateAsync();
        anna = await world.Eu.UserAsync(world.Eu.S1);
        bill = await world.Us.UserAsync(world.Us.S2);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_region_that_had_a_leg_with_the_user_is_told_until_its_receipt_is_kept()
    {
        await world.Eu.SendAsync(anna, bill, "1.00", "rent");
        await world.Eu.FindLegsAsync(world.Eu.S1);
        await world.SettleAsync();
        await EraseAsync(anna);
        Assert.Equal([new Told("region us", null)], (await OrderAsync()).Told);

        // The first notice and the first receipt are lost.
        await world.Eu.Ledger.ErasureWork.CreateNoticePass(world.Queues).RunAsync(Token);
        await world.ToUs.PurgeAsync(Token);
        await TellAgainAsync();
        await world.Us.Work.Region!.RunAsync(Token);
        await world.ToEu.PurgeAsync(Token);
        await TellAgainAsync();
        await world.Us.Work.Region!.RunAsync(Token);
        await world.Eu.Work.Region!.RunAsync(Token);

        Assert.NotNull(Assert.Single((await OrderAsync()).Told).ReceiptAt);
        Assert.Equal(1, await TestSql.ScalarAsync<long>(
            world.Us.Books.Owner.Register, $"select count(*) from ledger.heard_erasure where user_id = '{anna}'"));
        Assert.Contains(
            $"\"User\":\"{anna}\"",
            await TestSql.ScalarAsync<string>(
                world.Eu.Books.Owner.Register, "select receipt from ledger.erasure_notice"),
            StringComparison.Ordinal);
        var result = await world.Eu.Ledger.ErasureWork.CreateNoticePass(world.Queues).RunAsync(Token);
        Assert.Equal(0, result.DoneCount);
    }

    [Fact]
    public async Task A_region_that_had_none_is_told_nothing()
    {
        await EraseAsync(anna);
        Assert.Empty((await OrderAsync()).Told);
    }

    private async Task TellAgainAsync()
    {
        await TestSql.RunAsync(
            world.Eu.Books.Owner.Register, "update ledger.erasure_notice set next_try_at = '2020-01-01'");
        var told = await world.Eu.Ledger.ErasureWork.CreateNoticePass(world.Queues).RunAsync(Token);
        Assert.Equal((1, null), (told.DoneCount, told.HeldBackBy));
    }

    private async Task EraseAsync(UserId user)
    {
        var desk = world.Eu.Ledger.ErasureWork.Desk;
        var code = (await desk.MakeCodeAsync(user, "eva", Token)).Value!.Code;
        var ordered = await desk.OrderAsync(
            new ErasureRequest(user, user.ToString(), "user", BalanceChoice.PayOut) { Code = code }, Token);
        Assert.Null(ordered.Refusal);
        await world.Eu.Ledger.ErasureWork.CreatePass().RunAsync(Token);
    }

    private async Task<ErasureOrder> OrderAsync() =>
        (await world.Eu.Ledger.ErasureWork.Desk.FindAsync(anna, Token)).Value!;
}
