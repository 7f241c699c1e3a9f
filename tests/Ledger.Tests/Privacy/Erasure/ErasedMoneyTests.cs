using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

public sealed class ErasedMoneyTests : IAsyncLifetime
{
    private ErasureRegion region = null!;

    public async ValueTask InitializeAsync() => region = await ErasureRegion.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    private static CancellationToken Token => ErasureRegion.Token;

    [Fact]
    public async Task What_is_left_is_paid_out_asset_by_asset_under_no_callers_key()
    {
        var user = await region.UserAsync();
        await region.PayAsync(Party.External, user, "100.00");
        await region.Ledger.Transfers.PostAsync(
            DeskRegion.Order(Party.External, user, "7") with { Asset = "JPY" }, Token);
        await region.Ledger.Accounts.SetMinimumAsync(user, "wallet-EUR", "10.00", "anna", Token);

        await region.OrderAsync(user);
        await region.RunPassAsync();
        await region.RunPassAsync();

        Assert.Equal("0.00", await region.BalanceAsync(user));
        Assert.Equal(0, await region.AskAsync<long>(
            user, $"select sum(wallet)::bigint from ledger.account where user_number = {user.Number}"));
        Assert.Equal(2, await region.AskAsync<long>(
            user, $"select count(*) from ledger.posting where user_number = {user.Number} and credit = 'external'"));
        Assert.NotNull((await region.OrderOfAsync(user)).SettledAt);
    }

    [Fact]
    public async Task What_is_kept_is_paid_to_whoever_has_the_claim_code()
    {
        var user = await region.UserAsync();
        await region.PayAsync(Party.External, user, "100.00");
        var ordered = await region.OrderAsync(user, BalanceChoice.Keep);
        await region.RunPassAsync();
        Assert.Equal("100.00", await region.BalanceAsync(user));
        Assert.Equal(
            RefusalCode.ClaimUnknown, (await region.Desk.ClaimAsync("ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ", Token)).Refusal?.Code);

        var claim = (await region.Desk.ClaimAsync(ordered.ClaimCode!.ToLowerInvariant(), Token)).Value!;

        Assert.Equal(user, claim.User);
        Assert.Equal("100.00", Assert.Single(claim.Paid).Amount.ToString());
        Assert.Equal("0.00", await region.BalanceAsync(user));
        Assert.Empty((await region.Desk.ClaimAsync(ordered.ClaimCode, Token)).Value!.Paid);
        Assert.Equal(0, await TestSql.ScalarAsync<long>(
            region.Books.Owner.Register,
            $"select count(*) from ledger.erasure_order o where o::text like '%{ordered.ClaimCode[..4]}%'"));
    }

    [Fact]
    public async Task A_user_who_owes_money_stays()
    {
        var user = await region.UserAsync();
        await region.PayAsync(Party.External, user, "1.00");
        await region.Ledger.Accounts.SetMinimumAsync(user, "wallet-EUR", "-50.00", "anna", Token);
        await region.PayAsync(user, Party.External, "11.00");

        var refused = await region.Desk.OrderAsync(
            new ErasureRequest(user, "anna", "operator", BalanceChoice.PayOut), Token);
        Assert.Equal(RefusalCode.BalanceNegative, refused.Refusal?.Code);
        Assert.Equal(RefusalCode.ErasureUnknown, (await region.Desk.FindAsync(user, Token)).Refusal?.Code);
    }

    [Fact]
    public async Task Debt_that_comes_between_order_and_consent_refuses_the_order_and_another_may_follow()
    {
        var user = await region.UserAsync();
        await region.PayAsync(Party.External, user, "1.00");
        await region.Ledger.Accounts.SetMinimumAsync(user, "wallet-EUR", "-50.00", "anna", Token);
        var request = new ErasureRequest(user, "anna", "operator", BalanceChoice.PayOut);
        var ordered = (await region.Desk.OrderAsync(request, Token)).Value!.Order;
        await region.PayAsync(user, Party.External, "11.00");

        var consented = await region.Desk.ConsentAsync(ordered.RequestId, "bert", "operator", Token);

        Assert.Equal(RefusalCode.BalanceNegative, consented.Refusal?.Code);
        Assert.Equal(ErasureState.Refused, (await region.OrderOfAsync(user)).State);
        await region.RunPassAsync();
        Assert.True((await region.PayAsync(Party.External, user, "20.00")).IsDone);
        Assert.Equal(ErasureState.Preparing, (await region.OrderAsync(user)).Order.State);
    }

    [Fact]
    public async Task Nothing_new_is_paid_to_or_by_an_erased_user()
    {
        var (user, elsewhere) = await region.UsersOfBothShardsAsync();
        await region.PayAsync(Party.External, user, "100.00");
        await region.PayAsync(Party.External, elsewhere, "100.00");
        var neighbour = await NeighbourAsync(user);
        await region.OrderAsync(user, BalanceChoice.Keep);
        var keys = await region.AskAsync<long>(user, "select count(*) from ledger.idempotency");

        Assert.Equal(RefusalCode.UserErased, (await region.PayAsync(user, Party.External, "1.00")).Refusal?.Code);
        Assert.Equal(RefusalCode.UserErased, (await region.PayAsync(user, neighbour, "1.00")).Refusal?.Code);
        Assert.Equal(RefusalCode.UserErased, (await region.PayAsync(Party.External, user, "1.00")).Refusal?.Code);
        Assert.Equal(keys, await region.AskAsync<long>(user, "select count(*) from ledger.idempotency"));
        Assert.Equal(RefusalCode.UserErased, (await region.PayAsync(neighbour, user, "1.00")).Refusal?.Code);
        var sent = await region.PayAsync(elsewhere, user, "1.00", "for an erased one");
        await region.CarryAsync();
        var back = (await region.Ledger.History.FindAsync(elsewhere, sent.Value!.Id, Token)).Value!;
        Assert.Equal((TransferState.Refunded, "user-erased"), (back.State, back.Refusal));
        Assert.Equal("100.00", await region.BalanceAsync(elsewhere));
    }

    [Fact]
    public async Task A_transfer_under_way_ends_against_the_bare_id_without_its_reference()
    {
        var (user, payee) = await region.UsersOfBothShardsAsync();
        await region.PayAsync(Party.External, user, "100.00");
        var sent = (await region.PayAsync(user, payee, "40.00", "words of the one who left")).Value!;
        Assert.Equal(TransferState.InTransit, sent.State);
        await region.OrderAsync(user);
        await region.RunPassAsync();
        Assert.Null((await region.OrderOfAsync(user)).DoneAt);

        await region.CarryAsync();
        await region.RunPassAsync();

        Assert.Equal(ErasureState.Done, (await region.OrderOfAsync(user)).State);
        var received = (await region.Ledger.History.FindAsync(payee, sent.Id, Token)).Value!;
        Assert.Equal((TransferState.Completed, null), (received.State, received.Reference));
        Assert.Equal(user, received.From.User);
        Assert.Equal(0, await region.AskAsync<long>(user, "select count(*) from personal.reference"));
        Assert.Equal(0, await region.AskAsync<long>(payee, "select count(*) from personal.reference"));
    }

    [Fact]
    public async Task What_comes_back_after_the_erasure_is_paid_out_too()
    {
        var (user, payee) = await region.UsersOfBothShardsAsync();
        await region.PayAsync(Party.External, user, "100.00");
        await region.PayAsync(user, payee, "40.00");
        await region.OrderAsync(user);
        await region.OrderAsync(payee);
        await region.RunPassAsync();
        Assert.Equal("0.00", await region.BalanceAsync(user));

        await region.CarryAsync();
        Assert.Equal("40.00", await region.BalanceAsync(user));
        await region.RunPassAsync();

        Assert.Equal("0.00", await region.BalanceAsync(user));
        Assert.Equal(ErasureState.Done, (await region.OrderOfAsync(user)).State);
    }

    private async Task<UserId> NeighbourAsync(UserId user)
    {
        while (true)
        {
            var other = await region.UserAsync();
            if (other.Number < 30_000 == user.Number < 30_000)
            {
                await region.PayAsync(Party.External, other, "100.00");
                return other;
            }
        }
    }
}
