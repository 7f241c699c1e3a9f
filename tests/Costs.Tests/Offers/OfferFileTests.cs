using System.Text;
using System.Text.Json;
using Domicile.Costs.Offers;
using Domicile.Costs.Prices;

namespace Domicile.Costs.Tests.Offers;

public sealed class OfferFileTests
{
    [Fact]
    public void On_demand_prices_of_known_products_are_taken_with_day_and_region()
    {
        var file = Read(Offer.Of(
            "AmazonEC2",
            Machine("A", "m7g.large", "eu-west-1", 0.091m),
            Machine("B", "m7g.large", "eu-central-1", 0.0978m),
            Machine("C", "x9.mighty", "eu-west-1", 9m),
            Machine("D", "m7g.large", "ap-south-1", 1m) with { Attributes = Attributes("tenancy", "Shared", "eu") }));

        Assert.Equal(
            [("m7g.large", "eu-west-1", 0.091m), ("m7g.large", "eu-central-1", 0.0978m)],
            file.Prices.Select(price => (price.Item, price.Region, price.Usd)));
        Assert.All(file.Prices, price => Assert.Equal(
            (PriceStatus.Read, "AWS's price list AmazonEC2", new DateOnly(2026, 11, 1)),
            (price.Status, price.Source, price.Dated)));
        Assert.Empty(file.Remarks);
    }

    [Fact]
    public void Of_steps_the_first_that_is_not_free_is_taken()
    {
        var file = Read(Offer.Of(
            "AWSLambda",
            new Offer.Product(
                "A",
                Attributes("group", "AWS-Lambda-Requests", "us-east-1"),
                "Requests",
                (2_000_000m, 0.0000001m),
                (0m, 0m),
                (1_000_000m, 0.0000002m))));

        Assert.Equal(0.0000002m, Assert.Single(file.Prices).Usd);
    }

    [Fact]
    public void What_is_only_free_is_not_a_price_of_0() =>
        Assert.Empty(Read(Offer.Of("AWSLambda", new Offer.Product(
            "A", Attributes("group", "AWS-Lambda-Requests", "us-east-1"), "Requests", (0m, 0m)))).Prices);

    [Fact]
    public void A_price_in_another_unit_is_left_out_and_said()
    {
        var file = Read(Offer.Of(
            "awskms",
            new Offer.Product("K1", Attributes("usagetype", "us-east-1-KMS-Keys", "us-east-1"), "Year", (0m, 12m))));

        Assert.Empty(file.Prices);
        Assert.Contains("kms: key (product K1) for one Year", Assert.Single(file.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_products_that_differ_the_dearer_is_taken_and_doubted()
    {
        var file = Read(Offer.Of(
            "AmazonEC2", Machine("A", "m7g.large", "eu-west-1", 0.09m), Machine("B", "m7g.large", "eu-west-1", 0.10m)));

        var price = Assert.Single(file.Prices);
        Assert.Equal((0.10m, PriceStatus.Doubtful), (price.Usd, price.Status));
        Assert.EndsWith("the dearest of A, B", price.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_products_that_cost_the_same_nothing_is_doubted()
    {
        var file = Read(Offer.Of(
            "AmazonEC2", Machine("A", "m7g.large", "eu-west-1", 0.09m), Machine("B", "m7g.large", "eu-west-1", 0.09m)));

        Assert.Equal(PriceStatus.Read, Assert.Single(file.Prices).Status);
    }

    [Fact]
    public void Traffic_between_regions_counts_for_the_region_that_it_leaves()
    {
        var file = Read(Offer.Of(
            "AWSDataTransfer",
            new Offer.Product(
                "T",
                new Dictionary<string, string>
                {
                    ["transferType"] = "InterRegion Outbound",
                    ["fromRegionCode"] = "eu-west-1",
                    ["toRegionCode"] = "eu-central-1",
                    ["usagetype"] = "EU-EUC1-AWS-Out-Bytes",
                },
                "GB",
                (0m, 0.02m))));

        Assert.Equal(("between Regions", "eu-west-1"), (file.Prices[0].Item, file.Prices[0].Region));
    }

    [Fact]
    public void A_list_larger_than_any_buffer_is_read_piece_by_piece()
    {
        var many = Enumerable.Range(0, 20_000).Select(number => Machine($"X{number}", "x9.mighty", "eu-west-1", 1m));
        var text = Offer.Of("AmazonEC2", [.. many, Machine("A", "m7g.large", "eu-west-1", 0.091m)])
            .Replace("informational purposes", new string('x', 300_000), StringComparison.Ordinal);

        using var slow = new Trickle(Encoding.UTF8.GetBytes(text));
        Assert.Equal(0.091m, Assert.Single(OfferFile.Read(slow).Prices).Usd);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "products": {}, "offerCode": "AmazonEC2" }""")]
    [InlineData("""{ "offerCode": "AmazonEC2", "products": { "A": { "attri""")]
    public void What_is_no_list_or_half_of_one_is_refused(string text) =>
        Assert.ThrowsAny<JsonException>(() => Read(text));

    [Fact]
    public void Every_item_with_a_price_can_be_found_in_AWSs_lists_and_the_other_way_around()
    {
        using var stream = typeof(OfferItem).Assembly.GetManifestResourceStream("offer-items.json")!;
        var known = JsonSerializer.Deserialize<List<OfferItem>>(stream, JsonSerializerOptions.Web)!;

        Assert.Equal(
            PriceFile.BuiltIn.Prices.Select(price => (price.Service, price.Item, price.Per)).Distinct().Order(),
            known.Select(one => (one.Service, one.Item, one.Per)).Order());
    }

    private static PriceFile Read(string text)
    {
        using var stream = Offer.Stream(text);
        return OfferFile.Read(stream);
    }

    private static Offer.Product Machine(string number, string type, string region, decimal usd) => new(
        number,
        new Dictionary<string, string>
        {
            ["instanceType"] = type,
            ["operatingSystem"] = "Linux",
            ["tenancy"] = "Shared",
            ["preInstalledSw"] = "NA",
            ["capacitystatus"] = "Used",
            ["operation"] = "RunInstances",
            ["regionCode"] = region,
        },
        "Hrs",
        (0m, usd));

    private static Dictionary<string, string> Attributes(string name, string value, string region) =>
        new() { [name] = value, ["regionCode"] = region };

    /// <summary>Gives 1,000 bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, 1_000));
    }
}
