using System.Text.Json;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Prices;

public sealed class PriceFileTests
{
    [Fact]
    public void Every_built_in_price_that_was_read_names_its_source()
    {
        Assert.All(
            PriceFile.BuiltIn.Prices,
            price => Assert.Equal(price.Status == PriceStatus.Recalled, price.Source is null));
        Assert.Equal(new DateOnly(2026, 11, 21), PriceFile.BuiltIn.AsOf);
    }

    [Fact]
    public void No_built_in_price_is_given_twice() =>
        Assert.Empty(
            PriceFile.BuiltIn.Prices
                .GroupBy(price => (price.Service, price.Item, price.Region))
                .Where(same => same.Count() > 1)
                .Select(same => same.Key));

    [Fact]
    public void Every_region_that_stands_in_is_one_of_the_file() =>
        Assert.All(
            PriceFile.BuiltIn.StandIns,
            one => Assert.Contains(PriceFile.BuiltIn.Prices, price => price.Region == one.Use));

    [Theory]
    [InlineData("""{ "prices": [{ "service": "s", "item": "i", "region": "*", "per": "h", "status": "sure" }] }""")]
    [InlineData("""{ "prices": [{ "service": "s", "item": "i", "usd": 1, "per": "h" }] }""")]
    [InlineData("""{ "prices": [{ "service": "s", "item": null, "region": "*", "usd": 1, "per": "h" }] }""")]
    [InlineData("""{ "about": "nothing" }""")]
    [InlineData("null")]
    public void A_file_that_lacks_something_is_refused(string text) =>
        Assert.Throws<JsonException>(() => PriceFile.Parse(text));

    [Fact]
    public void Prices_keep_every_digit() =>
        Assert.Equal(
            0.0000133334m,
            PriceFile.BuiltIn.Prices.First(price => price.Item == "arm GB-second").Usd);
}
