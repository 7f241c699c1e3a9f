using Domicile.Ledger.Transfers;
using Domicile.Sharding.Users;
using static Domicile.Ledger.Tests.Transfers.DeskRegion;

namespace Domicile.Ledger.Tests.Transfers;

/// <summary>What a caller of the desk sees.</summary>
public sealed class TransferDeskTests : IAsyncLifetime
{
    private DeskRegion region = null!;

    public async ValueTask InitializeAsync() => region = await DeskRegion.CreateAsync();

    public ValueTask DisposeAsync() => region.DisposeAsync();

    [Theory]
    [InlineData("0", RefusalCode.AmountNotPositive)]
    [InlineData("0.00", RefusalCode.AmountNotPositive)]
    [InlineData("-1.00", RefusalCode.AmountNotPositive)]
    [InlineData("1.001", RefusalCode.AmountTooManyDecimals)]
    [InlineData("92233720368547758.08", RefusalCode.AmountTooLarge)]
    [InlineData("1e3", RefusalCode.AmountInvalid)]
    [InlineData("01.00", RefusalCode.AmountInvalid)]
    [InlineData(" 1.00", RefusalCode.AmountInvalid)]
    [InlineData("1.", RefusalCode.AmountInvalid)]
    [InlineData(".5", RefusalCode.AmountInvalid)]
    [InlineData("١", RefusalCode.AmountInvalid)]
    [InlineData("", RefusalCode.AmountInvalid)]
    [InlineData("NaN", RefusalCode.AmountInvalid)]
    public async Task An_amount_outside_its_limits_is_refused_and_not_remembered(string amount, RefusalCode code)
    {
        var user = await region.UserAsync();

        var refused = await region.PostAsync(Order(Party.External, user, amount, "key"));
        var corrected = await region.PostAsync(Order(Party.External, user, "1.00", "key"));

        Assert.Equal((code, "amount"), (refused.Refusal?.Code, refused.Refusal?.Parameter));
        Assert.True(corrected.IsDone);
    }

    [Fact]
    public async Task The_largest_amount_goes_in_and_one_cent_more_does_not()
    {
        var user = await region.UserAsync();

        Assert.True((await region.PostAsync(Order(Party.External, user, "92233720368547758.07"))).IsDone);

        Assert.Equal(
            RefusalCode.BalanceLimit, (await region.PostAsync(Order(Party.External, user, "0.01"))).Refusal?.Code);
        Assert.Equal("92233720368547758.07", await region.BalanceAsync(user));
    }

    [Fact]
    public async Task Each_mistake_of_form_has_a_refusal_of_its_own()
    {
        var user = await region.UserAsync();
        var unknown = new UserId("eu", 29_999);
        var nowhere = new UserId("eu", 70_000);
        var order = Order(Party.External, user, "1.00");

        Assert.Equal(RefusalCode.AssetUnknown, await CodeAsync(order with { Asset = "XAU" }));
        Assert.Equal(RefusalCode.FieldInvalid, await CodeAsync(order with { To = Party.External }));
        Assert.Equal(RefusalCode.SamePayerAndPayee, await CodeAsync(order with { From = user }));
        Assert.Equal(RefusalCode.UserUnknown, await CodeAsync(order with { To = unknown }));
        Assert.Equal(RefusalCode.UserUnknown, await CodeAsync(order with { To = nowhere }));
        Assert.Equal(RefusalCode.UserUnknown, await CodeAsync(order with { From = unknown }));
        Assert.Equal(RefusalCode.OtherRegion, await CodeAsync(order with { To = new UserId("us", 1) }));
        Assert.Equal(RefusalCode.OtherRegion, await CodeAsync(order with { From = new UserId("us", 1) }));
        Assert.Equal(RefusalCode.FieldInvalid, await CodeAsync(order with { Key = "" }));
        Assert.Equal(RefusalCode.FieldInvalid, await CodeAsync(order with { Key = new string('k', 256) }));
        Assert.Equal(RefusalCode.FieldInvalid, await CodeAsync(order with { Key = "clé" }));
        Assert.Equal(RefusalCode.FieldInvalid, await CodeAsync(order with { Reference = new string('r', 141) }));
        Assert.Equal(RefusalCode.FieldInvalid, await CodeAsync(order with { Reference = "a\u0007" }));
        Assert.Equal(RefusalCode.FieldInvalid, await CodeAsync(order with { Reference = "a" + '\uD83D' }));
        Assert.Equal("none", await region.BalanceAsync(user));
    }

    [Fact]
    public async Task A_payee_on_another_shard_or_in_another_region_is_paid_in_transit()
    {
        var first = await region.UserAsync();
        var second = await region.UserAsync();
        await region.FundAsync(first, "5.00");

        var near = await region.PostAsync(Order(first, second, "1.00", "near"));
        var far = await region.PostAsync(Order(first, new UserId("us", 1), "1.00"));
        var again = await region.PostAsync(Order(first, second, "1.00", "near"));

        Assert.NotEqual(first.Number < 30_000, second.Number < 30_000);
        Assert.All([near, far, again], sent => Assert.Equal(TransferState.InTransit, sent.Value!.State));
        Assert.Equal((true, near.Value), (again.Repeated, again.Value));
        Assert.Equal("3.00", await region.BalanceAsync(first));
        Assert.Equal("none", await region.BalanceAsync(second));
    }

    [Fact]
    public async Task The_same_key_and_body_answer_with_the_same_transfer_for_ever()
    {
        var user = await region.UserAsync();
        var order = Order(Party.External, user, "2.5") with { Reference = "Sømmerfest – Tišnov ✓" };

        var first = await region.PostAsync(order);
        var again = await region.PostAsync(order with { Amount = "2.50" });
        var other = await region.PostAsync(order with { Reference = "another" });

        Assert.False(first.Repeated);
        Assert.True(again.Repeated);
        Assert.Equal(first.Value, again.Value);
        Assert.Equal(RefusalCode.KeyReused, other.Refusal?.Code);
        Assert.Equal("2.50", await region.BalanceAsync(user));
    }

    [Fact]
    public async Task A_key_belongs_to_the_book_that_keeps_it()
    {
        var (first, second) = (await region.UserAsync(), await region.UserAsync());

        Assert.True((await region.PostAsync(Order(Party.External, first, "1.00", "same"))).IsDone);
        Assert.True((await region.PostAsync(Order(Party.External, second, "1.00", "same"))).IsDone);
    }

    [Fact]
    public async Task A_verdict_of_the_books_is_remembered_under_its_key()
    {
        var users = await region.UsersOfOneShardAsync(2);
        var order = Order(users[0], users[1], "1.00");

        var refused = await region.PostAsync(order);
        await region.FundAsync(users[0], "9.00");
        var again = await region.PostAsync(order);

        Assert.Equal((RefusalCode.InsufficientFunds, false), (refused.Refusal?.Code, refused.Repeated));
        Assert.Equal((RefusalCode.InsufficientFunds, true), (again.Refusal?.Code, again.Repeated));
        Assert.Equal("9.00", await region.BalanceAsync(users[0]));
    }

    [Fact]
    public async Task Many_callers_at_once_are_each_answered_for_their_own_transfer()
    {
        var users = await region.UsersOfOneShardAsync(4);
        await region.FundAsync(users[0], "100.00");

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 200).Select(async cents =>
        {
            var order = Order(users[0], users[1 + (cents % 3)], $"0.{cents % 10}{cents % 7}1"[..4]);
            return (cents, outcome: await region.PostAsync(order));
        }));

        Assert.All(
            outcomes.Where(o => o.outcome.IsDone),
            o => Assert.Equal($"0.{o.cents % 10}{o.cents % 7}", o.outcome.Value!.Amount.ToString()));
        Assert.Equal(
            outcomes.Count(o => o.outcome.IsDone),
            outcomes.Where(o => o.outcome.IsDone).Select(o => o.outcome.Value!.PostingNumber).Distinct().Count());
        Assert.All(
            outcomes.Where(o => !o.outcome.IsDone),
            o => Assert.Equal(RefusalCode.AmountNotPositive, o.outcome.Refusal!.Code));
    }

    private async Task<RefusalCode?> CodeAsync(TransferOrder order) => (await region.PostAsync(order)).Refusal?.Code;
}
