using Domicile.Costs.Load;
using Domicile.Costs.Platforms;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Platforms;

/// <summary>
/// Bills of one site that were reckoned with a pocket calculator, line by line; 50 ms, 512 MB and 4 kB a request, at
/// the prices of us-east-1 as they stand here.
/// </summary>
public sealed class HandReckonedTests
{
    private static readonly PriceList Prices = new(
        [
            Of("lambda", "request", 0.0000002m), Of("lambda", "arm GB-second", 0.0000133334m),
            Of("apigateway", "HTTP API request", 0.000001m), Of("ec2", "m7g.large", 0.0816m),
            Of("ec2", "gp3 storage", 0.08m), Of("elb", "application load balancer", 0.0225m),
            Of("elb", "load balancer capacity unit", 0.008m), Of("eks", "cluster, standard support", 0.1m),
        ],
        []);

    private static readonly IPlatform Lambda = new LambdaPlatform(Prices, Round.OneSite);
    private static readonly IPlatform Ec2 = InstancePlatform.Ec2(Prices, Round.OneSite);
    private static readonly IPlatform Eks = InstancePlatform.Kubernetes(Prices, Round.OneSite);

    // A pass a minute: 60 × 730 = 43,800 of them, a second of half a GB each.
    private const decimal Passes = (43_800m * 0.0000002m) + (43_800m * 0.5m * 0.0000133334m);

    // A month of a machine, and of one with 30 or 50 GB.
    private const decimal Machine = 730m * 0.0816m;
    private const decimal OfEc2 = Machine + (30m * 0.08m);
    private const decimal OfEks = Machine + (50m * 0.08m);
    private const decimal Balancer = 730m * 0.0225m;
    private const decimal Cluster = 730m * 0.1m;

    [Theory]
    [InlineData("steady")]
    [InlineData("office")]
    [InlineData("spiky")]
    public void Lambda_costs_the_same_in_every_pattern(string pattern)
    {
        // 2/s × 3,600 × 730 = 5,256,000 requests; × 0.05 s × 0.5 GB = 131,400 GB-seconds.
        Check(Lambda, 2m, pattern, (5_256_000m * 0.0000012m) + (131_400m * 0.0000133334m) + Passes);

        // 52,560,000 requests and 1,314,000 GB-seconds; 1,314,000,000 and 32,850,000.
        Check(Lambda, 20m, pattern, (52_560_000m * 0.0000012m) + (1_314_000m * 0.0000133334m) + Passes);
        Check(Lambda, 500m, pattern, (1_314_000_000m * 0.0000012m) + (32_850_000m * 0.0000133334m) + Passes);
        Check(Lambda, 20m, pattern, 80.89m);
        Check(Lambda, 500m, pattern, 2_015.10m);
    }

    // 512 of 1,769 MB buy 0.28943 of a processor: a request takes 14.47 ms, and 2/s, 20/s and 500/s keep 0.0289, 0.2894
    // and 7.236 processors busy. A machine lends 2 × 0.6 = 1.2. Two at the least, and two for workers.
    [Theory]
    [InlineData("steady", 2, 2)]
    [InlineData("steady", 20, 2)]
    [InlineData("steady", 500, 7)] // 7.236 ÷ 1.2 = 6.03
    [InlineData("office", 2, 2)]
    [InlineData("office", 20, 2)] // 3.024 × 0.241 = 0.73
    [InlineData("spiky", 2, 2)]
    [InlineData("spiky", 20, 3)] // 10 × 0.241 = 2.41
    [InlineData("spiky", 500, 61)] // 10 × 6.03 = 60.3, all the month
    public void EC2_is_machines_volumes_and_a_load_balancer(string pattern, int rate, int machines) =>
        Check(Ec2, rate, pattern, ((machines + 2m) * OfEc2) + Balancer + Units(rate));

    [Fact]
    public void EC2_follows_the_hours_of_an_office()
    {
        // 3.024 × 6.03 = 18.2 in 50 of 168 hours: 19. In the other 118 a tenth of all: 0.142 × 6.03 = 0.86, so two.
        var machines = ((50m * 19m) + (118m * 2m)) / 168m;

        Check(Ec2, 500m, "office", ((machines + 2m) * OfEc2) + Balancer + Units(500m));
        Check(Ec2, 500m, "office", 619.87m);
    }

    // Of each machine a quarter of a processor is the cluster's: (2 - 0.25) × 0.6 = 1.05 are lent. Three at the least.
    [Theory]
    [InlineData("steady", 2, 3)]
    [InlineData("steady", 20, 3)]
    [InlineData("steady", 500, 7)] // 7.236 ÷ 1.05 = 6.89
    [InlineData("office", 2, 3)]
    [InlineData("office", 20, 3)]
    [InlineData("spiky", 2, 3)]
    [InlineData("spiky", 20, 3)] // 10 × 0.276 = 2.76
    [InlineData("spiky", 500, 69)] // 68.9
    public void EKS_is_the_same_with_a_cluster_and_without_machines_for_workers(
        string pattern, int rate, int machines) =>
        Check(Eks, rate, pattern, Cluster + (machines * OfEks) + Balancer + Units(rate));

    [Fact]
    public void EKS_follows_the_hours_of_an_office()
    {
        // 3.024 × 6.89 = 20.8 in 50 of 168 hours: 21. 0.98 in the others: three.
        var machines = ((50m * 21m) + (118m * 3m)) / 168m;

        Check(Eks, 500m, "office", Cluster + (machines * OfEks) + Balancer + Units(500m));
        Check(Eks, 500m, "office", 662.72m);
    }

    // A request a second costs Lambda 2,628,000 × 0.0000012 + 65,700 × 0.0000133334 = 4.0296 a month, and the load
    // balancer 0.0144 hours' worth of units: 0.0841. What stands is divided by the difference, 3.9455.
    [Fact]
    public void The_break_even_is_what_stands_divided_by_what_a_request_saves()
    {
        const decimal saved = (2_628_000m * 0.0000012m) + (65_700m * 0.0000133334m) - (0.0144m * 730m * 0.008m);

        // Four machines, up to 2.4 ÷ 0.01447 = 166 requests a second.
        Assert.Equal(((4m * OfEc2) + Balancer - Passes) / saved, Turn(Ec2, "steady"), 6);
        Assert.Equal(66.91m, Turn(Ec2, "steady"), 2);

        // A cluster and three machines, up to 3.15 ÷ 0.01447 = 218.
        Assert.Equal((Cluster + (3m * OfEks) + Balancer - Passes) / saved, Turn(Eks, "steady"), 6);
        Assert.Equal(70.92m, Turn(Eks, "steady"), 2);

        // Two machines bear 166 ÷ 3.024 = 55 requests a second in an office: between 55 and 82 it takes three by day.
        var machines = ((50m * 3m) + (118m * 2m)) / 168m;
        Assert.Equal((((machines + 2m) * OfEc2) + Balancer - Passes) / saved, Turn(Ec2, "office"), 6);
        Assert.Equal(71.58m, Turn(Ec2, "office"), 2);
    }

    [Fact]
    public void Machines_for_tenfold_bursts_never_pay()
    {
        // A request a second more is 10 × 0.01447 ÷ 1.2 = 0.1206 machines more: 7.47 a month, where Lambda takes 4.03.
        Assert.Null(BreakEven.Find(Lambda, Ec2, Load(0m, "spiky")).Rate);
        Assert.Null(BreakEven.Find(Lambda, Eks, Load(0m, "spiky")).Rate);
    }

    // 4 kB × 3,600 s are 0.0144 GB an hour for each request a second, which is more than its connections: 1 ÷ 250.
    private static decimal Units(decimal rate) => rate * 0.0144m * 730m * 0.008m;

    private static decimal Turn(IPlatform other, string pattern) =>
        BreakEven.Find(Lambda, other, Load(0m, pattern)).Rate!.Value;

    private static void Check(IPlatform platform, decimal rate, string pattern, decimal usd) =>
        Assert.Equal(usd, platform.Bill(Load(rate, pattern)).Sum(line => line.Usd), 2);

    private static Workload Load(decimal rate, string pattern) =>
        new(rate, 50m, 512, Pattern.All.Single(one => one.Name == pattern));

    private static Price Of(string service, string item, decimal usd) =>
        new(service, item, Price.Everywhere, usd, "unit");
}
