using Domicile.Infrastructure.Compute.Limits;
using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Infrastructure.Tests.Compute;

public sealed class LimitsTests
{
    [Theory]
    [InlineData("lambda", "\"seconds\": 29, \"bytes\": 1000000", null)]
    [InlineData("lambda", "\"seconds\": 30", "a request may take 30 seconds, and an HTTP API lets no more than 29")]
    [InlineData("lambda", "\"bytes\": 5000000", "may have 5000000 bytes, and Lambda lets no more than 4685824 through")]
    [InlineData(
        "lambda",
        "\"bytes\": 1000001",
        "a request that a reader site hands on may have 1000001 bytes, and the load balancer")]
    [InlineData("ec2", "\"seconds\": 900, \"bytes\": 100000000", null)]
    [InlineData("kubernetes", "\"seconds\": 900", null)]
    public void What_Lambda_cannot_give_is_refused_before_it_is_deployed(string compute, string needs, string? mistake)
    {
        var mistakes = MistakesOf(
            $$"""{ "compute": "{{compute}}", "requests": { {{needs}} } }""");
        if (mistake is null)
        {
            Assert.Empty(mistakes);
            return;
        }

        var said = Assert.Single(mistakes, found => found.Contains(mistake, StringComparison.Ordinal));
        Assert.StartsWith("region eu: ", said, StringComparison.Ordinal);
        Assert.Contains("\"requests\"", said, StringComparison.Ordinal);
        Assert.Contains("\"ec2\" or \"kubernetes\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_that_may_outlast_a_quarter_of_an_hour_is_refused()
    {
        var pass = new LambdaUse("eu", "a pass", 901, 1) { Door = LambdaDoor.Lambda, Advice = "Shorten it" };
        Assert.Equal(
            ["region eu: a pass may take 901 seconds, and Lambda lets no more than 900 through. Shorten it."],
            LambdaLimits.Mistakes(pass));
        Assert.Empty(LambdaLimits.Mistakes(pass with { Seconds = 900 }));
    }

    [Theory]
    [InlineData("""{ "database": { "minimum": 0.5, "maximum": 0.5 } }""", "takes 90 connections, too few")]
    [InlineData("""{ "compute": "ec2", "database": { "minimum": 1, "maximum": 1 } }""", "takes 189 connections")]
    public void A_database_that_is_too_small_for_any_server_is_refused(string aws, string mistake) =>
        Assert.Contains(mistake, Assert.Single(MistakesOf(aws)), StringComparison.Ordinal);

    [Theory]
    [InlineData("db.r7g.large", 1_622)]
    [InlineData("db.t4g.medium", 405)]
    [InlineData("db.r7g.16xlarge", 5_000)]
    public void An_instance_takes_as_many_connections_as_its_memory_has_room_for(string instance, int connections) =>
        Assert.Equal(connections, NodeCapacity.Connections("eu", new DatabaseCapacity(0.5m, 8, instance)));

    [Theory]
    [InlineData(0.5, 8, 1_669)]
    [InlineData(0.5, 64, 2_000)]
    [InlineData(1, 64, 5_000)]
    [InlineData(1, 15.5, 1_669)]
    public void Capacity_units_take_what_the_guide_says(double minimum, double maximum, int connections) =>
        Assert.Equal(
            connections, NodeCapacity.Connections("eu", new DatabaseCapacity((decimal)minimum, (decimal)maximum)));

    [Fact]
    public void An_instance_that_nobody_knows_is_refused()
    {
        var refusal = Assert.Throws<PlanException>(
            () => NodeCapacity.Connections("eu", new DatabaseCapacity(1, 1, "db.z9x.huge")));
        Assert.Contains("db.z9x.huge", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The point of it all: whatever runs at once, a node has a connection for it.</summary>
    [Theory]
    [InlineData(189, 1)]
    [InlineData(823, 2)]
    [InlineData(1_669, 1)]
    [InlineData(2_000, 3)]
    [InlineData(5_000, 1)]
    [InlineData(5_000, 5)]
    public void All_processes_of_all_sites_together_never_ask_for_more_than_a_node_takes(int connections, int sites)
    {
        var budget = new ConnectionBudget(connections, sites);
        var working = (budget.WorkerFunctions + ConnectionBudget.DocumentFunctions) * ConnectionBudget.OfWorker;
        Assert.InRange(budget.WorkerFunctions, 5, 10);
        Assert.InRange(
            (((budget.ApiFunctions * ConnectionBudget.OfFunction) + working) * sites) + ConnectionBudget.Kept,
            1,
            connections);
        var servers = (budget.Servers * ConnectionBudget.OfServer)
            + (ConnectionBudget.DocumentFunctions * ConnectionBudget.OfWorker);
        Assert.InRange((servers * sites) + ConnectionBudget.Kept, 1, connections);
    }

    private static IReadOnlyList<string> MistakesOf(string aws)
    {
        var topology = Topologies.OfCompute("lambda").Replace(
            """{ "compute": "lambda" }""", aws, StringComparison.Ordinal);
        var reading = TopologyFile.Parse(topology);
        Assert.Empty(reading.Mistakes);
        return WorldPlan.Of(reading.World!).Mistakes;
    }
}
