using Domicile.Costs.Load;
using Domicile.Costs.Platforms;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Platforms;

public sealed class BreakEvenTests
{
    private static readonly Workload Load = Round.At(0m);

    [Fact]
    public void The_rate_is_found_where_the_line_meets_the_step()
    {
        // 5 dollars for each request a second against 40, and 20 more for each 10 begun beyond the first 10.
        var line = new Straight(rate => rate * 5m);
        var steps = new Straight(rate => 40m + (20m * Math.Max(0m, Math.Ceiling(rate / 10m) - 1m)));

        var found = BreakEven.Find(line, steps, Load);

        // At 8 they meet; behind 10 the step to 60 is dearer again until 12; behind 20, 80 is less than 100.
        Assert.Equal(8m, found.Rate!.Value, 6);
        Assert.Equal(12m, found.LastRate!.Value, 6);
    }

    [Fact]
    public void What_never_gets_cheaper_has_no_rate() =>
        Assert.Equal(
            new BreakEven(null, null),
            BreakEven.Find(new Straight(rate => rate), new Straight(rate => 1m + rate), Load));

    [Fact]
    public void What_is_cheaper_from_the_first_request_has_the_rate_0() =>
        Assert.Equal(
            new BreakEven(0m, 0m), BreakEven.Find(new Straight(rate => 1m + rate), new Straight(rate => rate), Load));

    [Fact]
    public void At_the_rate_of_real_bills_EC2_costs_no_more_and_just_below_it_more()
    {
        var prices = new PriceList(PriceFile.BuiltIn.Prices, PriceFile.BuiltIn.StandIns);
        var lambda = new LambdaPlatform(prices, Round.OneSite);
        var ec2 = InstancePlatform.Ec2(prices, Round.OneSite);
        var load = new Workload(0m, 50m, 512, Pattern.Office);

        var found = BreakEven.Find(lambda, ec2, load);

        var rate = found.Rate!.Value;
        decimal Difference(decimal at) => ec2.Bill(load with { Rate = at }).Sum(line => line.Usd)
            - lambda.Bill(load with { Rate = at }).Sum(line => line.Usd);
        Assert.True(Difference(rate) <= 0m);
        Assert.True(Difference(rate * 0.9999m) > 0m);
        Assert.InRange(rate, 5m, 100m);
    }

    private sealed class Straight(Func<decimal, decimal> usd) : IPlatform
    {
        public string Name => "straight";

        public IReadOnlyList<BillLine> Bill(Workload workload) =>
        [
            new("g", "n", usd(workload.Rate), new PriceUse(new Price("s", "i", Price.Everywhere, 1m, "unit"), "r")),
        ];
    }
}
