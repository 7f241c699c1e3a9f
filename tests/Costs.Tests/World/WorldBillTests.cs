using Domicile.Costs.Load;
using Domicile.Costs.Prices;
using Domicile.Costs.World;
using Domicile.Sharding.Topology;

namespace Domicile.Costs.Tests.World;

public sealed class WorldBillTests
{
    // All of these prices are 0.01 a unit.
    private const decimal Unit = 0.01m;

    [Fact]
    public void A_small_world_that_nobody_asks_is_what_it_is_by_hand()
    {
        var bill = Bill(Round.SmallWorld(), 0m);

        // Shard, register and keys of one instance each, the centre's two: 5 × 730 hours × 0.5 to 8 units;
        // 10 + 1 + 1 + 1 GB, and as much again as backup.
        Assert.Equal(
            ((1_825m + 26m) * Unit, (29_200m + 26m) * Unit),
            Sum(bill, "databases"));

        // 3 gateways and addresses, 6 × 3 endpoints, 2 attachments, the centre's gateway and address: 28 × 730 hours.
        Assert.Equal((204.4m, 204.4m), Sum(bill, "network"));

        // Four queues, each asked 657,000 times for nothing.
        Assert.Equal((26_280m, 26_280m), Sum(bill, "queues"));

        // 4 keys and 13 secrets of the region; 1 and 3 of the world.
        Assert.Equal((21m * Unit, 21m * Unit), Sum(bill, "keys and secrets"));
        Assert.DoesNotContain(bill.Lines, line => line.Group is "storage" or "traffic");
    }

    [Fact]
    public void Ten_requests_a_second_of_which_a_fifth_move_money_are_what_they_are_by_hand()
    {
        var (quiet, busy) = (Bill(Round.SmallWorld(), 0m), Bill(Round.SmallWorld(), 10m));

        // 26.28 million requests, 5.256 million transfers.
        Assert.Equal(
            (5.256e6m * 10m * Unit, ((5.256e6m * 10m) + (26.28e6m * 5m)) * Unit), Added("databases"));
        Assert.Equal((5.256e6m * 9m / 10m * Unit, 5.256e6m * 9m * Unit), Added("queues"));
        Assert.Equal(((5.256e6m + 78.84m) * Unit, (5.256e6m + 78.84m) * Unit), Added("storage"));

        // 4 kB to callers; 8 kB to databases and 2 kB to services.
        Assert.Equal((105.12m * Unit, 105.12m * Unit), Added("traffic"));
        Assert.Equal((262.8m * Unit, 262.8m * Unit), Added("network"));
        Assert.Equal((5.256e6m * Unit, 26.28e6m * Unit), Added("keys and secrets"));

        (decimal, decimal) Added(string group) =>
            (Sum(busy, group).Least - Sum(quiet, group).Least, Sum(busy, group).Most - Sum(quiet, group).Most);
    }

    [Fact]
    public void A_reader_site_has_copies_of_every_node_and_pays_for_each_write_again()
    {
        var lines = Bill(Round.TwoSites(), 10m).Lines;

        Assert.Equal(
            ["s1, capacity of 2 instances", "register, capacity of 2 instances", "keys, capacity of 2 instances"],
            lines.Where(line => line.Name.StartsWith("eu/eu-central-1", StringComparison.Ordinal)
                && line.Price.Price.Item == "ACU, standard").Select(line => line.Name.Split(": ")[1]));
        Assert.DoesNotContain(
            lines,
            line => line.Name.StartsWith("eu/eu-central-1", StringComparison.Ordinal)
                && line.Price.Price.Item == "backup storage");
        Assert.Equal(52.56e6m, Quantity(lines, "writes copied to this site"));

        // 20 kB of log for each transfer; half of the transfers come in at the reader, 4 kB each.
        Assert.Equal(105.12m, Quantity(lines, "the log of changes to 1 reader sites"));
        Assert.Equal(10.512m, Quantity(lines, "writes forwarded to the writer site"));
        Assert.Equal(
            2, lines.Count(line => line.Name.Contains(": 3 attachments to", StringComparison.Ordinal)));
    }

    [Fact]
    public void Institutions_are_paid_for_with_their_documents_and_signatures()
    {
        var world = Round.World(
            """
            { "version": 1, "platform": "aws",
              "regions": [{ "name": "us", "sites": [{ "name": "us-east-1", "role": "writer" }],
                "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }],
                "institutions": [{ "name": "bank", "everyDocuments": 100, "everyMinutes": 10 },
                                 { "name": "court", "everyDocuments": 1000, "everyMinutes": 1 }] }],
              "central": { "site": "us-east-1" } }
            """);

        var lines = Bill(world, 10m).Lines;

        // 5.256 million documents of 15 kB for two.
        Assert.Equal(157.68m, Quantity(lines, "documents to institutions, by the gateway"));
        Assert.Equal(157.68m, Quantity(lines, "documents to institutions"));

        // 52,560 and 5,256 full packages; at the most one more each ten of the month's 43,800 minutes, and each.
        var signed = lines.Single(line => line.Name.EndsWith("signatures of packages for institutions"));
        Assert.Equal((57_816m, 57_816m + 4_380m + 43_800m), (signed.Quantity, signed.QuantityMost));
        Assert.DoesNotContain(Bill(Round.SmallWorld(), 10m).Lines, line => line.Name.Contains("institutions"));
    }

    [Fact]
    public void What_the_bill_does_not_have_is_named_when_the_world_uses_it()
    {
        Assert.Contains(Unpriced.Of(Round.TwoSites()), one => one.What == "Transit Gateway: data between Regions");
        Assert.DoesNotContain(
            Unpriced.Of(Round.TwoSites("""{ "joining": "peering" }""")),
            one => one.What.StartsWith("Transit Gateway", StringComparison.Ordinal));
        Assert.Contains(Unpriced.Of(Round.SmallWorld()), one => one.What == "Cognito: users who sign in");
        Assert.DoesNotContain(
            Unpriced.Of(Round.SmallWorld("""{ "issuer": "https://login.bank.example" }""")),
            one => one.What.StartsWith("Cognito", StringComparison.Ordinal));
        Assert.All(Unpriced.Of(Round.TwoSites()), one => Assert.True(one.Why.Length > 0));
    }

    [Fact]
    public void Networks_that_peer_need_no_hub() =>
        Assert.DoesNotContain(
            Bill(Round.TwoSites("""{ "joining": "peering" }"""), 10m).Lines,
            line => line.Price.Price.Item.StartsWith("transit gateway", StringComparison.Ordinal));

    [Fact]
    public void Instances_of_a_class_cost_the_same_at_the_least_and_at_the_most()
    {
        var bill = Bill(Round.SmallWorld("""{ "database": { "instance": "db.r7g.large" } }"""), 0m);

        Assert.Equal(
            [730m, 730m, 730m],
            bill.Lines.Where(line => line.Price.Price.Item == "db.r7g.large").Select(line => line.Quantity));
    }

    [Fact]
    public void A_class_without_a_price_is_an_error_that_names_it()
    {
        var world = Round.SmallWorld("""{ "database": { "instance": "db.r8g.huge" } }""");

        var error = Assert.Throws<PriceException>(() => Bill(world, 0m));
        Assert.Contains("aurora: db.r8g.huge", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void The_built_in_prices_are_enough_for_any_rate(int rate)
    {
        var prices = new PriceList(PriceFile.BuiltIn.Prices, PriceFile.BuiltIn.StandIns);
        var bill = WorldBill.Make(Round.TwoSites(), Round.At(rate), prices);

        Assert.True(bill.Usd > 0 && bill.UsdMost >= bill.Usd);
    }

    private static WorldBill Bill(WorldTopology world, decimal rate) =>
        WorldBill.Make(world, new Workload(rate, 50m, 512, Pattern.Steady), Round.Prices);

    private static (decimal Least, decimal Most) Sum(WorldBill bill, string group) => (
        bill.Lines.Where(line => line.Group == group).Sum(line => line.Usd),
        bill.Lines.Where(line => line.Group == group).Sum(line => line.UsdMost));

    private static decimal Quantity(IReadOnlyList<BillLine> lines, string name) =>
        lines.Single(line => line.Name.EndsWith(name, StringComparison.Ordinal)).Quantity;
}
