using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

public sealed class ErasureDeskTests : IAsyncLifetime
{
    private readonly TestTime time = new();
    private ErasureRegion region = null!;

    public async ValueTask InitializeAsync() => region = await ErasureRegion.CreateAsync(time);

    public ValueTask DisposeAsync() => region.DisposeAsync();

    private static CancellationToken Token => ErasureRegion.Token;

    [Fact]
    public async Task A_code_is_good_once_and_a_second_click_has_the_same_answer()
    {
        var user = await region.UserAsync();
        var request = ByUser(user, await region.CodeAsync(user));

        var first = (await region.Desk.OrderAsync(request, Token)).Value!;
        var second = (await region.Desk.OrderAsync(request, Token)).Value!;

        Assert.Equal(ErasureState.Preparing, first.Order.State);
        Assert.Equal(first.Order.RequestId, second.Order.RequestId);
        Assert.Equal(RefusalCode.UserErased, (await region.Desk.MakeCodeAsync(user, "anna", Token)).Refusal?.Code);
        await region.RunPassAsync();
        var third = (await region.Desk.OrderAsync(request, Token)).Value!;
        Assert.Equal((first.Order.RequestId, ErasureState.Done), (third.Order.RequestId, third.Order.State));
    }

    [Fact]
    public async Task A_code_dies_after_five_wrong_tries_and_after_ten_minutes()
    {
        var user = await region.UserAsync();
        var code = await region.CodeAsync(user);
        for (var left = 4; left >= 0; left--)
        {
            var wrong = await region.Desk.OrderAsync(ByUser(user, "ZZZZ-ZZZZ"), Token);
            Assert.Equal(RefusalCode.ErasureCodeWrong, wrong.Refusal?.Code);
            Assert.Contains($"{left} tries", wrong.Refusal!.Detail, StringComparison.Ordinal);
        }

        Assert.Contains("No code is valid", await RefusedAsync(user, code), StringComparison.Ordinal);
        code = await region.CodeAsync(user);
        time.Pass(ErasureDesk.CodeLifetime);
        Assert.Contains("No code is valid", await RefusedAsync(user, code), StringComparison.Ordinal);
        Assert.Equal(RefusalCode.ErasureUnknown, (await region.Desk.FindAsync(user, Token)).Refusal?.Code);

        // As people type it.
        code = (await region.CodeAsync(user)).Replace('-', ' ').ToLowerInvariant();
        Assert.True((await region.Desk.OrderAsync(ByUser(user, code), Token)).IsDone);
    }

    [Fact]
    public async Task Anothers_code_opens_nothing()
    {
        var (one, other) = (await region.UserAsync(), await region.UserAsync());
        await region.CodeAsync(one);
        Assert.Contains("4 tries", await RefusedAsync(one, await region.CodeAsync(other)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_asks_for_waits_for_another_persons_consent()
    {
        var user = await region.UserAsync();
        var request = ByOperator(user, "anna");
        var ordered = (await region.Desk.OrderAsync(request, Token)).Value!.Order;
        Assert.Equal(ErasureState.WaitingForConsent, ordered.State);
        Assert.Equal(ordered.RequestId, (await region.Desk.OrderAsync(request, Token)).Value!.Order.RequestId);
        await region.RunPassAsync();
        Assert.True((await region.Ledger.Users.FindAsync(user, Token)).IsDone);

        Assert.Equal(RefusalCode.ConsentOwn, (await ConsentAsync("anna")).Refusal?.Code);
        Assert.Equal(
            RefusalCode.RequestUnknown,
            (await region.Desk.ConsentAsync(Guid.NewGuid(), "bert", "operator", Token)).Refusal?.Code);
        Assert.Equal(ErasureState.Preparing, (await ConsentAsync("bert")).Value!.Order.State);
        Assert.Equal("bert", (await ConsentAsync("carl")).Value!.Order.ConsentedBy);
        await region.RunPassAsync();
        Assert.Equal(ErasureState.Done, (await region.OrderOfAsync(user)).State);

        Task<Outcome<OrderedErasure>> ConsentAsync(string by) =>
            region.Desk.ConsentAsync(ordered.RequestId, by, "operator", Token);
    }

    [Fact]
    public async Task An_order_that_waits_can_be_refused_by_hand_and_one_that_goes_on_cannot_be_ended()
    {
        var user = await region.UserAsync();
        var waiting = (await region.Desk.OrderAsync(ByOperator(user, "anna"), Token)).Value!.Order;
        Assert.Equal(RefusalCode.RequestClosed, (await EndAsync(waiting, PrivacyRequestState.Done)).Refusal?.Code);

        Assert.True((await EndAsync(waiting, PrivacyRequestState.Refused)).IsDone);

        Assert.Equal(
            RefusalCode.RequestUnknown,
            (await region.Desk.ConsentAsync(waiting.RequestId, "bert", "operator", Token)).Refusal?.Code);
        Assert.Equal(ErasureState.Refused, (await region.OrderOfAsync(user)).State);
        var ordered = (await region.OrderAsync(user)).Order;
        Assert.Equal(RefusalCode.RequestClosed, (await EndAsync(ordered, PrivacyRequestState.Done)).Refusal?.Code);
        Assert.Equal(RefusalCode.RequestClosed, (await EndAsync(ordered, PrivacyRequestState.Refused)).Refusal?.Code);

        Task<Outcome<PrivacyRequest>> EndAsync(ErasureOrder order, PrivacyRequestState state) =>
            region.Ledger.Requests.EndAsync(order.RequestId, state, Token);
    }

    [Fact]
    public async Task The_users_own_code_goes_before_an_operators_order_that_waits()
    {
        var user = await region.UserAsync();
        var waiting = (await region.Desk.OrderAsync(ByOperator(user, "anna"), Token)).Value!.Order;

        var ordered = (await region.OrderAsync(user, BalanceChoice.Keep)).Order;

        Assert.Equal(waiting.RequestId, ordered.RequestId);
        Assert.Equal((user.ToString(), BalanceChoice.Keep), (ordered.AskedBy, ordered.Balance));
        Assert.Equal(ErasureState.Preparing, ordered.State);
    }

    [Fact]
    public async Task Nobody_of_that_number_and_of_another_region_is_refused()
    {
        var unknown = new UserId("eu", 29_999);
        Assert.Equal(RefusalCode.UserUnknown, (await region.Desk.MakeCodeAsync(unknown, "anna", Token)).Refusal?.Code);
        Assert.Equal(
            RefusalCode.UserUnknown, (await region.Desk.OrderAsync(ByOperator(unknown, "anna"), Token)).Refusal?.Code);
        Assert.Equal(
            RefusalCode.OtherRegion,
            (await region.Desk.OrderAsync(ByOperator(new UserId("us", 1), "anna"), Token)).Refusal?.Code);
    }

    private static ErasureRequest ByUser(UserId user, string code) =>
        new(user, user.ToString(), "user", BalanceChoice.PayOut) { Code = code };

    private static ErasureRequest ByOperator(UserId user, string by) =>
        new(user, by, "operator", BalanceChoice.PayOut) { Reason = "no-longer-needed" };

    private async Task<string> RefusedAsync(UserId user, string code)
    {
        var refused = await region.Desk.OrderAsync(ByUser(user, code), Token);
        Assert.Equal(RefusalCode.ErasureCodeWrong, refused.Refusal?.Code);
        return refused.Refusal!.Detail;
    }
}
