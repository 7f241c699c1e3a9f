using Domicile.Costs.Platforms;

namespace Domicile.Costs.Tests.Platforms;

public sealed class LambdaPlatformTests
{
    private static readonly LambdaPlatform Lambda = new(Round.Prices, Round.OneSite);

    [Fact]
    public void A_month_of_ten_requests_a_second_is_what_it_is_by_hand()
    {
        var bill = Lambda.Bill(Round.At(10m));

        // 10 × 3,600 × 730 requests; each 0.1 s of 1 GB; 43,800 passes of a second.
        Assert.Equal(
            [
                (26_280_000m, 26.28m), (2_628_000m, 26.28m), (26_280_000m, 52.56m), (43_800m, 0.0438m),
                (43_800m, 0.438m),
            ],
            bill.Select(line => (line.Quantity, line.Usd)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.2, 1)]
    [InlineData(1, 1)]
    [InlineData(49.1, 50)]
    [InlineData(900_001, 900_001)]
    public void Time_is_billed_in_whole_milliseconds_and_one_at_least(double milliseconds, int billed)
    {
        var bill = Lambda.Bill(Round.At(1m) with { Milliseconds = (decimal)milliseconds });

        Assert.Equal(2_628_000m * billed / 1_000m, bill[1].Quantity);
    }

    [Theory]
    [InlineData(128, 32_850)]
    [InlineData(512, 131_400)]
    [InlineData(10_240, 2_628_000)]
    public void Memory_is_billed_by_the_second(int megabytes, int gigabyteSeconds)
    {
        var bill = Lambda.Bill(Round.At(1m) with { MemoryMegabytes = megabytes });

        Assert.Equal(gigabyteSeconds, bill[1].Quantity);
    }

    [Fact]
    public void Nothing_but_the_passes_is_paid_while_nobody_asks() =>
        Assert.Equal(0.4818m, Lambda.Bill(Round.At(0m)).Sum(line => line.Usd));

    [Fact]
    public void Sites_share_the_requests_and_only_the_writer_has_passes()
    {
        var two = new LambdaPlatform(
            Round.Prices, [new Site("eu", "eu-west-1", true, true), new Site("eu", "eu-central-1", false, true)]);

        // 730 hours of the door for what the reader hands on.
        Assert.Equal(
            [1_314_000m, 131_400m, 1_314_000m, 730m, 43_800m, 43_800m, 1_314_000m, 131_400m, 1_314_000m],
            two.Bill(Round.At(1m)).Select(line => line.Quantity));
    }
}
