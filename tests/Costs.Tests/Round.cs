using Domicile.Costs.Load;
using Domicile.Costs.Platforms;
using Domicile.Costs.Prices;
using Domicile.Sharding.Topology;

namespace Domicile.Costs.Tests;

/// <summary>Prices and loads that can be reckoned with in the head.</summary>
internal static class Round
{
    public const string Region = "us-east-1";

    /// <summary>One site that writes.</summary>
    public static IReadOnlyList<Site> OneSite { get; } = [new Site("us", Region, IsWriter: true)];

    /// <summary>Every item that the program asks for, at round prices.</summary>
    public static PriceList Prices { get; } = new(
        PriceFile.BuiltIn.Prices
            .Select(price => (price.Service, price.Item, price.Per))
            .Distinct()
            .Select(one => new Price(one.Service, one.Item, Price.Everywhere, UsdOf(one.Service, one.Item), one.Per)),
        []);

    /// <summary>Steady, 100 ms, 1,024 MB.</summary>
    public static Workload At(decimal rate) => new(rate, 100m, 1024, Pattern.Steady);

    /// <summary>Reads a topology that has no mistakes.</summary>
    public static WorldTopology World(string text) =>
        TopologyFile.Parse(text).World ?? throw new ArgumentException(
            string.Join('\n', TopologyFile.Parse(text).Mistakes), nameof(text));

    /// <summary>One region with one site, one shard and no replicas.</summary>
    public static WorldTopology SmallWorld(string aws = "{}") => World(
        """
        { "version": 1, "platform": "aws",
          "regions": [{ "name": "us", "aws": AWS, "sites": [{ "name": "us-east-1", "role": "writer" }],
            "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }] }],
          "central": { "site": "us-east-1" } }
        """.Replace("AWS", aws, StringComparison.Ordinal));

    /// <summary>A region with a site that writes and one that reads.</summary>
    public static WorldTopology TwoSites(string aws = "{}") => World(
        """
        { "version": 1, "platform": "aws",
          "regions": [{ "name": "eu", "aws": AWS,
            "sites": [{ "name": "eu-west-1", "role": "writer" },
                      { "name": "eu-central-1", "role": "reader", "replicas": 2 }],
            "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 1 }] }],
          "central": { "site": "eu-west-1" } }
        """.Replace("AWS", aws, StringComparison.Ordinal));

    private static decimal UsdOf(string service, string item) => (service, item) switch
    {
        ("lambda", "request") => 0.000001m,
        ("lambda", _) => 0.00001m,
        ("apigateway", _) => 0.000002m,
        ("ec2", "t4g.medium") => 0.04m,
        ("ec2", "c7g.large") => 0.1m,
        ("ec2", "m7g.large") => 0.12m,
        ("ec2", "m7g.xlarge") => 0.24m,
        ("eks", _) => 0.1m,
        _ => 0.01m,
    };
}
