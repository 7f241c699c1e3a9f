using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Prices;

public sealed class PriceUseTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void A_price_read_lately_for_its_region_is_not_doubted() => Assert.Empty(Doubts(Dated("2025-11-22")));

    [Fact]
    public void A_price_is_old_after_a_year() => Assert.Equal([PriceDoubt.Old], Doubts(Dated("2025-11-21")));

    [Fact]
    public void A_price_whose_source_says_no_day_is_undated() =>
        Assert.Equal([PriceDoubt.Undated], Doubts(Dated("2026-01-01") with { Dated = null }));

    [Fact]
    public void A_recalled_price_has_no_source_that_could_be_dated() =>
        Assert.Equal(
            [PriceDoubt.Recalled], Doubts(Dated("2026-01-01") with { Dated = null, Status = PriceStatus.Recalled }));

    [Fact]
    public void Every_reason_is_given() =>
        Assert.Equal(
            [PriceDoubt.Doubtful, PriceDoubt.Old, PriceDoubt.StandIn],
            new PriceUse(Dated("2020-01-01") with { Status = PriceStatus.Doubtful }, "eu-west-1").Doubts(Today));

    private static Price Dated(string day) =>
        new("s", "i", "us-east-1", 1m, "hour") { Dated = DateOnly.Parse(day) };

    private static IReadOnlyList<PriceDoubt> Doubts(Price price) => new PriceUse(price, "us-east-1").Doubts(Today);
}
