using Domicile.Costs.Load;
using Domicile.Costs.Platforms;

namespace Domicile.Costs.Tests.Platforms;

public sealed class InstancePlatformTests
{
    private static readonly InstancePlatform Ec2 = InstancePlatform.Ec2(Round.Prices, Round.OneSite);
    private static readonly InstancePlatform Eks = InstancePlatform.Kubernetes(Round.Prices, Round.OneSite);

    [Fact]
    public void A_quiet_month_is_two_machines_with_their_volumes_behind_a_load_balancer()
    {
        var bill = Ec2.Bill(Round.At(0m));

        Assert.Equal(
            [(1_460m, 58.4m), (40m, 0.4m), (730m, 7.3m), (0m, 0m)],
            bill.Select(line => (line.Quantity, line.Usd)));
    }

    [Fact]
    public void A_cluster_is_paid_beside_its_machines()
    {
        var bill = Eks.Bill(Round.At(0m));

        Assert.Equal((730m, 73m), (bill[0].Quantity, bill[0].Usd));
        Assert.Equal(58.4m, bill[1].Usd);
    }

    [Theory]
    [InlineData(100, "c7g.large", 5)]
    [InlineData(103, "c7g.large", 5)]
    [InlineData(104, "c7g.large", 6)]
    public void Machines_are_counted_by_the_processor_time_of_requests(int rate, string type, int count)
    {
        // 1,024 MB buy 0.57886 of a processor, so that a request takes 57.886 ms of one; two processors at 60 %.
        var fleet = Ec2.FleetOf(Round.OneSite[0], Round.At(rate));

        Assert.Equal((type, (decimal)count), (fleet.Type.Name, fleet.PeakCount));
    }

    [Fact]
    public void Processor_time_that_was_said_counts_instead()
    {
        var fleet = Ec2.FleetOf(Round.OneSite[0], Round.At(1_000m) with { ProcessorMilliseconds = 12m });

        // 12 processor seconds a second, of which a machine gives 1.2.
        Assert.Equal(("c7g.large", 10m), (fleet.Type.Name, fleet.PeakCount));
    }

    [Theory]
    [InlineData(3_072, "c7g.large")]
    [InlineData(3_073, "m7g.large")]
    [InlineData(7_168, "m7g.large")]
    [InlineData(7_169, "m7g.xlarge")]
    [InlineData(10_240, "m7g.xlarge")]
    public void A_machine_must_hold_the_process_beside_its_system(int megabytes, string type)
    {
        var busy = Round.At(1_000m) with { MemoryMegabytes = megabytes, ProcessorMilliseconds = 12m };

        Assert.Equal(type, Ec2.FleetOf(Round.OneSite[0], busy).Type.Name);
    }

    [Fact]
    public void A_cluster_needs_more_of_each_machine()
    {
        var busy = Round.At(1_000m) with { ProcessorMilliseconds = 12m };

        // 1.75 processors at 60 % are 1.05.
        Assert.Equal(12m, Eks.FleetOf(Round.OneSite[0], busy).PeakCount);
        Assert.Equal(
            "m7g.large", Eks.FleetOf(Round.OneSite[0], busy with { MemoryMegabytes = 2_049 }).Type.Name);
    }

    [Fact]
    public void Machines_follow_office_hours_and_stand_all_month_for_bursts()
    {
        var load = Round.At(1_000m) with { ProcessorMilliseconds = 12m };

        var office = Ec2.FleetOf(Round.OneSite[0], load with { Pattern = Pattern.Office });
        var spiky = Ec2.FleetOf(Round.OneSite[0], load with { Pattern = Pattern.Spiky });

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
