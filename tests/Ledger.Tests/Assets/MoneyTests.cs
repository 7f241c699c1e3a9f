using Domicile.Ledger.Assets;
using FsCheck;
using FsCheck.Fluent;

namespace Domicile.Ledger.Tests.Assets;

public sealed class MoneyTests
{
    [Fact]
    public void What_is_written_is_read_back_at_every_scale()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<long>(),
            Gen.Choose(0, Asset.ScaleMax).ToArbitrary(),
            (minorUnits, scale) =>
            {
                var money = new Money(minorUnits, new Asset("TEST", scale));
                return Money.TryParse(money.ToString(), money.Asset, out var read) == MoneyMistake.None
                    && read == money;
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("92233720368547758.07", 2, long.MaxValue)]
    [InlineData("-92233720368547758.08", 2, long.MinValue)]
    [InlineData("9223372036.854775807", 9, long.MaxValue)]
    [InlineData("0", 2, 0)]
    [InlineData("-0", 2, 0)]
    [InlineData("0.5", 2, 50)]
    [InlineData("12", 0, 12)]
    public void A_decimal_text_is_read_exactly(string text, int scale, long minorUnits)
    {
        Assert.Equal(MoneyMistake.None, Money.TryParse(text, new Asset("TEST", scale), out var money));
        Assert.Equal(minorUnits, money.MinorUnits);
    }

    [Theory]
    [InlineData("92233720368547758.08", MoneyMistake.TooLarge)]
    [InlineData("-92233720368547758.09", MoneyMistake.TooLarge)]
    [InlineData("1.234", MoneyMistake.TooManyDecimals)]
    [InlineData("1.230", MoneyMistake.TooManyDecimals)]
    [InlineData(null, MoneyMistake.NotADecimal)]
    [InlineData("", MoneyMistake.NotADecimal)]
    [InlineData("-", MoneyMistake.NotADecimal)]
    [InlineData(".5", MoneyMistake.NotADecimal)]
    [InlineData("5.", MoneyMistake.NotADecimal)]
    [InlineData("1e3", MoneyMistake.NotADecimal)]
    [InlineData("+1", MoneyMistake.NotADecimal)]
    [InlineData("01", MoneyMistake.NotADecimal)]
    [InlineData("1,5", MoneyMistake.NotADecimal)]
    [InlineData("1.2.3", MoneyMistake.NotADecimal)]
    [InlineData(" 1", MoneyMistake.NotADecimal)]
    [InlineData("١", MoneyMistake.NotADecimal)]
    [InlineData("NaN", MoneyMistake.NotADecimal)]
    public void What_is_no_amount_is_told_apart(string? text, MoneyMistake mistake) =>
        Assert.Equal(mistake, Money.TryParse(text, new Asset("EUR", 2), out _));

    [Fact]
    public void Sums_that_do_not_fit_or_mix_assets_are_not_made()
    {
        var most = new Money(long.MaxValue, new Asset("EUR", 2));
        Assert.Throws<OverflowException>(() => most + new Money(1, most.Asset));
        Assert.Throws<OverflowException>(() => new Money(-2, most.Asset) - most);
        Assert.Throws<InvalidOperationException>(() => new Money(1, most.Asset) + new Money(1, new Asset("USD", 2)));
        Assert.Equal(most, most - new Money(0, new Asset("EUR", 2)));
    }
}
