using Domicile.Costs.Load;
using Domicile.Costs.Platforms;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Platforms;

public sealed class AdviceTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void A_quiet_world_runs_on_Lambda_and_a_busy_one_on_EC2()
    {
        var quiet = Advise(Round.At(1m));
        var busy = Advise(Round.At(1_000m));

        Assert.Equal("Lambda", quiet.Choice);
        // Four machines 350.40 and volumes 1.20, or three and a cluster 337.30; the balancer 7.30 and 0.10512.
        Assert.Contains("against $344.71 on EKS and $359.01 on EC2", quiet.Reasons[0], StringComparison.Ordinal);
        Assert.Contains(quiet.Reasons, reason => reason.StartsWith("EC2 first costs less", StringComparison.Ordinal));
        Assert.Equal("EC2", busy.Choice);
    }

    [Theory]
    [InlineData(900_000, 4, 60, "an HTTP API waits for 29 s")]
    [InlineData(900_001, 4, 60, "A request may take 900.001 s, and Lambda ends a function after 900 s")]
    [InlineData(29_001, 4, 60, "A request may take 29.001 s, and an HTTP API waits for 29 s")]
    [InlineData(100, 4_686, 60, "A request may have 4686000 bytes, and Lambda takes 4685824")]
    [InlineData(100, 10_001, 60, "A request may have 10001000 bytes, and an HTTP API takes 10000000")]
    [InlineData(100, 4, 901, "A pass may take 901 s, and Lambda ends a function after 900 s")]
    public void What_can_outlast_a_limit_is_no_work_for_Lambda(int milliseconds, int kilobytes, int pass, string why)
    {
        var advice = Advise(Round.At(0m) with
        {
            Milliseconds = milliseconds,
            Kilobytes = kilobytes,
            PassSeconds = pass,
        });

        Assert.NotEqual("Lambda", advice.Choice);
        Assert.StartsWith("No to Lambda: ", advice.Reasons[0], StringComparison.Ordinal);
        Assert.Contains(why, advice.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29_000, 4_685, 900)]
    [InlineData(0, 0, 0)]
    public void What_just_keeps_the_limits_is_not_refused(int milliseconds, int kilobytes, int pass)
    {
        var load = Round.At(0m) with { Milliseconds = milliseconds, Kilobytes = kilobytes, PassSeconds = pass };

        Assert.Empty(Comparison.Make(Round.SmallWorld(), load, Round.Prices).Objections);
    }

    [Fact]
    public void A_topology_that_asks_for_longer_requests_is_heard()
    {
        var world = Round.SmallWorld("""{ "compute": "ec2", "requests": { "seconds": 31, "bytes": 1000 } }""");

        var objection = Assert.Single(Comparison.Make(world, Round.At(1m), Round.Prices).Objections);
        Assert.Contains("31 s", objection, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000, 0)]
    [InlineData(1_000_001, 1)]
    public void Writes_of_a_reader_site_must_fit_through_the_door_between_sites(int bytes, int count)
    {
        var needs = $$"""{ "requests": { "seconds": 10, "bytes": {{bytes}} } }""";

        Assert.Equal(
            count, Comparison.Make(Round.TwoSites(needs), Round.At(1m), Round.Prices).Objections.Count);
        Assert.Empty(Comparison.Make(Round.SmallWorld(needs), Round.At(1m), Round.Prices).Objections);
    }

    [Fact]
    public void Many_functions_at_once_are_said()
    {
        // 40 requests a second × 10 at the peak × 29 s.
        var advice = Advise(new Workload(40m, 29_000m, 128, Pattern.Spiky));

        Assert.Equal("Lambda", advice.Choice);
        Assert.Contains(
            advice.Reasons, reason => reason.Contains("11600 functions run at once", StringComparison.Ordinal));
    }

    [Fact]
    public void A_close_call_on_doubtful_prices_is_said_to_be_one()
    {
        var doubtful = Round.Prices.With(new PriceFile(
            [new Price("eks", "cluster, standard support", "*", 0.0001m, "hour") { Status = PriceStatus.Doubtful }]));

        // A cluster for 7 cents: ten machines and two for workers are as many as twelve that work on both.
        var load = Round.At(1_000m) with { ProcessorMilliseconds = 12m };
        var close = Advice.Of(Comparison.Make(Round.SmallWorld(), load, doubtful), Today);
        var sure = Advice.Of(Comparison.Make(Round.SmallWorld(), load, Sure()), Today);

        Assert.Equal(("EC2", "EC2"), (close.Choice, sure.Choice));
        Assert.Contains(close.Reasons, reason => reason.Contains("under a tenth", StringComparison.Ordinal));
        Assert.DoesNotContain(sure.Reasons, reason => reason.Contains("under a tenth", StringComparison.Ordinal));
    }

    // The same prices, every one of them of today.
    private static PriceList Sure() => new(
        PriceFile.BuiltIn.Prices.Select(price =>
        {
            var usd = price.Item == "cluster, standard support"
                ? 0.0001m
                : Round.Prices.Find(price.Service, price.Item, Round.Region).Usd;
            return new Price(price.Service, price.Item, "*", usd, price.Per) { Dated = Today };
        }),
        []);

    private static Advice Advise(Workload load) =>
        Advice.Of(Comparison.Make(Round.SmallWorld(), load, Round.Prices), Today);
}
