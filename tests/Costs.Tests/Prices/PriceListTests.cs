using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Prices;

public sealed class PriceListTests
{
    private static readonly IReadOnlyList<StandIn> StandIns =
        [new StandIn("eu-", "eu-west-1"), new StandIn("", "us-east-1")];

    private static readonly PriceList List = new(
        [
            Price("a", "eu-west-1", 2m), Price("a", "us-east-1", 1m), Price("b", "us-east-1", 3m), Price("c", "*", 4m),
            Price("d", "ap-south-1", 5m),
        ],
        StandIns);

    [Theory]
    [InlineData("a", "eu-west-1", 2, false)]
    [InlineData("a", "eu-central-1", 2, true)]
    [InlineData("a", "sa-east-1", 1, true)]
    [InlineData("b", "eu-central-1", 3, true)]
    [InlineData("c", "eu-central-1", 4, false)]
    [InlineData("d", "ap-south-1", 5, false)]
    public void A_region_without_a_price_uses_the_one_that_stands_in(string item, string region, int usd, bool standsIn)
    {
        var found = List.Find("s", item, region);

        Assert.Equal((usd, standsIn, region), (found.Usd, found.IsStandIn, found.Region));
    }

    [Theory]
    [InlineData("d", "eu-west-1")]
    [InlineData("unheard of", "us-east-1")]
    public void A_missing_price_is_an_error_that_names_it(string item, string region)
    {
        var error = Assert.Throws<PriceException>(() => List.Find("s", item, region));

        Assert.Contains($"s: {item} in {region}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_price_of_nothing_is_refused(int usd)
    {
        var error = Assert.Throws<PriceException>(() => new PriceList([Price("a", "*", usd)], []));

        Assert.Contains("s: a", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_files_price_takes_the_place_of_the_same_item_and_region()
    {
        var mixed = List.With(new PriceFile([Price("a", "eu-west-1", 9m)]));

        Assert.Equal(9m, mixed.Find("s", "a", "eu-west-1").Usd);
        Assert.Equal(9m, mixed.Find("s", "a", "eu-central-1").Usd);
        Assert.Equal(1m, mixed.Find("s", "a", "us-east-1").Usd);
    }

    [Fact]
    public void A_files_price_for_all_regions_takes_the_place_of_each_regions_own()
    {
        var mixed = List.With(new PriceFile([Price("a", "*", 9m)]));

        Assert.Equal(9m, mixed.Find("s", "a", "eu-west-1").Usd);
        Assert.Equal(3m, mixed.Find("s", "b", "us-east-1").Usd);
    }

    private static Price Price(string item, string region, decimal usd) => new("s", item, region, usd, "unit");
}
