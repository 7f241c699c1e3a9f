using Domicile.Costs.Prices;
using Domicile.Costs.Tests.Offers;

namespace Domicile.Costs.Tests.Prices;

public sealed class PriceFilesTests : IDisposable
{
    private const string Own =
        """
        { "prices": [{ "service": "ec2", "item": "m7g.large", "region": "eu-west-1", "usd": 0.5, "per": "hour" }] }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-prices-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Without_files_the_built_in_prices_count() =>
        Assert.Equal(0.0912m, PriceFiles.Read([]).Find("ec2", "m7g.large", "eu-west-1").Usd);

    [Fact]
    public void Files_of_both_forms_and_folders_of_them_are_read_and_the_later_counts()
    {
        var own = Write("b.json", Own);
        Write("a.json", Offer.Of("AmazonEC2", Machine("m7g.large", 0.25m), Machine("c7g.large", 0.125m)));

        var list = PriceFiles.Read([folder.FullName]);
        Assert.Equal(0.5m, list.Find("ec2", "m7g.large", "eu-west-1").Usd);
        Assert.Equal(0.125m, list.Find("ec2", "c7g.large", "eu-west-1").Usd);

        var turned = PriceFiles.Read([own, Path.Combine(folder.FullName, "a.json")]);
        Assert.Equal(0.25m, turned.Find("ec2", "m7g.large", "eu-west-1").Usd);
        Assert.Equal(0.0912m, PriceFiles.Read([]).Find("ec2", "m7g.large", "eu-west-1").Usd);
    }

    [Fact]
    public void Remarks_on_a_file_are_kept()
    {
        var file = Write("k.json", Offer.Of(
            "AmazonEC2", Machine("m7g.large", 1m), Machine("c7g.large", 1m) with { Unit = "Year" }));

        Assert.Contains("for one Year", Assert.Single(PriceFiles.Read([file]).Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not JSON", "neither a file like aws-prices.json nor")]
    [InlineData("{}", "neither a file like aws-prices.json nor")]
    [InlineData("""{ "offerCode": "AmazonPolly", "products": {}, "terms": {} }""", "nothing in it that is used here")]
    [InlineData("""{ "offerCode": "AmazonEC2", "products": { "A": {} } }""", "neither a file like aws-prices.json nor")]
    public void A_file_of_no_use_is_refused_by_its_name(string text, string why)
    {
        var file = Write("bad.json", text);

        var error = Assert.Throws<PriceException>(() => PriceFiles.Read([file]));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"USD\":\"0.25\"}", "{\"CNY\":\"0.25\"}", "has prices in CNY alone, where US dollars were expected")]
    [InlineData("0.25", "a lot", "a lot is no amount of US dollars")]
    [InlineData("0.25", "99999999999999999999999999999999999", "9999 is no amount of US dollars")]
    [InlineData("0.25", "1000001", "A price must be more than 0, and 1000000 at most")]
    public void AWSs_list_with_amounts_that_cannot_be_is_refused(string good, string bad, string why)
    {
        var text = Offer.Of("AmazonEC2", Machine("m7g.large", 0.25m))
            .Replace("0.2500000000", "0.25", StringComparison.Ordinal);
        Assert.Contains(good, text, StringComparison.Ordinal);
        var file = Write("bad.json", text.Replace(good, bad, StringComparison.Ordinal));

        var error = Assert.Throws<PriceException>(() => PriceFiles.Read([file]));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"hour\"", "\"fortnight\"", "is for one fortnight, where one hour is expected")]
    [InlineData("[{", "[], \"standIns\": [], \"x\": [{", "There is no price in")]
    public void A_file_of_our_form_that_cannot_be_meant_is_refused(string good, string bad, string why)
    {
        var file = Write("bad.json", Own.Replace(good, bad, StringComparison.Ordinal));

        var error = Assert.Throws<PriceException>(() => PriceFiles.Read([file]));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_price_that_nothing_asks_for_is_said_and_a_class_of_databases_is_not()
    {
        var misspelled = Write("a.json", Own.Replace("m7g.large", "m7g.larg", StringComparison.Ordinal));
        var database = Write("b.json", Own.Replace("ec2", "aurora").Replace("m7g.large", "db.r8g.large"));

        Assert.Contains(
            "ec2: m7g.larg is used for nothing",
            Assert.Single(PriceFiles.Read([misspelled, database]).Remarks),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_our_form_larger_than_any_is_refused_before_it_fills_the_memory()
    {
        var file = Write("huge.json", Own + new string(' ', 16 * 1024 * 1024));

        var error = Assert.Throws<PriceException>(() => PriceFiles.Read([file]));
        Assert.Contains("larger than a file like aws-prices.json may be", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_an_empty_folder_are_refused()
    {
        Assert.Throws<PriceException>(() => PriceFiles.Read([Path.Combine(folder.FullName, "none.json")]));
        Assert.Throws<PriceException>(() => PriceFiles.Read([folder.FullName]));
    }

    private static Offer.Product Machine(string type, decimal usd) => new(
        type,
        new Dictionary<string, string>
        {
            ["instanceType"] = type,
            ["operatingSystem"] = "Linux",
            ["tenancy"] = "Shared",
            ["preInstalledSw"] = "NA",
            ["capacitystatus"] = "Used",
            ["operation"] = "RunInstances",
            ["regionCode"] = "eu-west-1",
        },
        "Hrs",
        (0m, usd));

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
