using Domicile.Costs.Load;
using Domicile.Costs.Platforms;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Platforms;

public sealed class InstancePlatformTests
{
    private static readonly InstancePlatform Ec2 = InstancePlatform.Ec2(Round.Prices, Round.OneSite);
    private static readonly InstancePlatform Eks = InstancePlatform.Kubernetes(Round.Prices, Round.OneSite);

    [Fact]
    public void A_quiet_month_is_two_machines_for_callers_and_two_for_workers_behind_a_load_balancer()
    {
        var bill = Ec2.Bill(Round.At(0m));

        Assert.Equal(
            [(2_920m, 350.4m), (120m, 1.2m), (730m, 7.3m), (0m, 0m)],
            bill.Select(line => (line.Quantity, line.Usd)));
    }

    [Fact]
    public void A_cluster_is_paid_beside_three_machines_that_workers_share()
    {
        var bill = Eks.Bill(Round.At(0m));

        Assert.Equal(
            [(730m, 73m), (2_190m, 262.8m), (150m, 1.5m), (730m, 7.3m), (0m, 0m)],
            bill.Select(line => (line.Quantity, line.Usd)));
    }

    [Fact]
    public void A_reader_site_has_no_workers_and_its_writer_one_load_balancer_more()
    {
        var two = InstancePlatform.Ec2(
            Round.Prices, [new Site("eu", "eu-west-1", true, true), new Site("eu", "eu-central-1", false, true)]);

        Assert.Equal(
            [2_920m, 120m, 730m, 0m, 730m, 1_460m, 60m, 730m, 0m],
            two.Bill(Round.At(0m)).Select(line => line.Quantity));
    }

    [Theory]
    [InlineData(100, 5)]
    [InlineData(103, 5)]
    [InlineData(104, 6)]
    public void Machines_are_counted_by_the_processor_time_of_requests(int rate, int count)
    {
        // 1,024 MB buy 0.57886 of a processor, so that a request takes 57.886 ms of one; two processors at 60 %.
        var fleet = Ec2.FleetOf(Round.At(rate));

        Assert.Equal(("m7g.large", (decimal)count), (fleet.Type.Name, fleet.PeakCount));
    }

    [Fact]
    public void Processor_time_that_was_said_counts_instead()
    {
        var fleet = Ec2.FleetOf(Round.At(1_000m) with { ProcessorMilliseconds = 12m });

        // 12 processor seconds a second, of which a machine gives 1.2.
        Assert.Equal(("m7g.large", 10m), (fleet.Type.Name, fleet.PeakCount));
    }

    [Theory]
    [InlineData(128, "m7g.large")]
    [InlineData(7_168, "m7g.large")]
    [InlineData(7_169, "m7g.xlarge")]
    [InlineData(10_240, "m7g.xlarge")]
    public void A_machine_must_hold_the_process_beside_its_system(int megabytes, string type)
    {
        var busy = Round.At(1_000m) with { MemoryMegabytes = megabytes, ProcessorMilliseconds = 12m };

        Assert.Equal(type, Ec2.FleetOf(busy).Type.Name);
    }

    [Fact]
    public void A_cluster_needs_more_of_each_machine()
    {
        var busy = Round.At(1_000m) with { ProcessorMilliseconds = 12m };

        // 1.75 processors at 60 % are 1.05.
        Assert.Equal(12m, Eks.FleetOf(busy).PeakCount);
        Assert.Equal("m7g.large", Eks.FleetOf(busy with { MemoryMegabytes = 6_144 }).Type.Name);
        Assert.Equal("m7g.xlarge", Eks.FleetOf(busy with { MemoryMegabytes = 6_145 }).Type.Name);
    }

    [Fact]
    public void A_kind_that_is_named_is_taken_or_refused()
    {
        var small = Round.At(1m) with { Machine = "t4g.medium", ProcessorMilliseconds = 1_000m };

        // A fifth of two processors, of which 60 % are 0.24.
        Assert.Equal(("t4g.medium", 5m), (Ec2.FleetOf(small).Type.Name, Ec2.FleetOf(small).PeakCount));
        var error = Assert.Throws<PriceException>(() => Ec2.FleetOf(small with { MemoryMegabytes = 3_073 }));
        Assert.Contains("3073 MB does not fit t4g.medium on EC2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Machines_follow_office_hours_and_stand_all_month_for_bursts()
    {
        var load = Round.At(1_000m) with { ProcessorMilliseconds = 12m };

        var office = Ec2.FleetOf(load with { Pattern = Pattern.Office });
        var spiky = Ec2.FleetOf(load with { Pattern = Pattern.Spiky });

        // 36.288 processor seconds at the peak are 31 machines; 1.708 beside it are 2.
        Assert.Equal(31m, office.PeakCount);
        Assert.Equal((50m * 31m + 118m * 2m) / 168m, office.AverageCount, 10);
        Assert.Equal((100m, 100m), (spiky.PeakCount, spiky.AverageCount));
    }

    [Fact]
    public void The_load_balancer_is_billed_by_the_larger_of_connections_and_bytes()
    {
        // 1,000 requests a second: 100 connections are 4 units, 14.4 GB an hour are 14.4.
        Assert.Equal(14.4m * 730m, Ec2.Bill(Round.At(1_000m))[3].Quantity);
        Assert.Equal(4m * 730m, Ec2.Bill(Round.At(1_000m) with { Kilobytes = 1m })[3].Quantity);
    }
}
