using System.Globalization;
using Domicile.Costs.Load;
using Domicile.Costs.Platforms;
using Domicile.Costs.World;

namespace Domicile.Costs.Tests.World;

/// <summary>
/// The bill counts what the infrastructure makes: it is held against the snapshot of the templates' resources, which
/// the infrastructure's own tests hold against the templates.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly string[] Topologies = ["domicile.json", "four regions"];

    /// <summary>A price, the resources that it is paid for, and how many units one of them is in a month.</summary>
    public static TheoryData<string, string, string> Priced { get; } = new()
    {
        { "vpc: NAT gateway", "AWS::EC2::NatGateway", "hours" },
        { "vpc: public IPv4 address", "AWS::EC2::EIP", "hours" },
        { "kms: key", "AWS::KMS::Key AWS::KMS::ReplicaKey", "one" },
        { "secretsmanager: secret", "AWS::SecretsManager::Secret", "one" },
        { "cloudwatch: alarm", "AWS::CloudWatch::Alarm", "one" },
        { "cloudwatch: dashboard", "AWS::CloudWatch::Dashboard", "one" },
        { "route53: hosted zone", "AWS::Route53::HostedZone", "one" },
        { "route53: health check", "AWS::Route53::HealthCheck", "one" },
        { "waf: web access list", "AWS::WAFv2::WebACL", "one" },
        { "vpc: interface endpoint", "AWS::EC2::VPCEndpoint", "zones" },
        { "vpc: transit gateway attachment", "AWS::EC2::TransitGatewayAttachment", "hours" },
    };

    [Theory]
    [MemberData(nameof(Priced))]
    public void The_bill_counts_in_each_site_what_the_templates_make(string price, string types, string unit)
    {
        foreach (var topology in Topologies)
        {
            Assert.Equal(Made(topology, types.Split(' '), unit), Billed(topology, price, unit));
        }
    }

    [Fact]
    public void The_bill_counts_every_instance_and_cluster_of_the_templates()
    {
        foreach (var topology in Topologies)
        {
            var nodes = DatabaseNode.All(Round.World(TextOf(topology))).GroupBy(node => $"{node.Owner}/{node.Site}");

            Assert.Equal(
                Made(topology, ["AWS::RDS::DBInstance"], "one"),
                nodes.ToDictionary(site => site.Key, site => (decimal)site.Sum(node => node.InstanceCount)));
            Assert.Equal(
                Made(topology, ["AWS::RDS::DBCluster"], "one"),
                nodes.ToDictionary(site => site.Key, site => (decimal)site.Count()));
        }
    }

    [Fact]
    public void Each_platform_has_the_load_balancers_of_its_regions_templates()
    {
        foreach (var topology in Topologies)
        {
            var world = Round.World(TextOf(topology));
            var comparison = Comparison.Make(world, Round.At(0m), Round.Prices);
            var billed = world.Regions
                .SelectMany(region => comparison.Bills[(int)region.Aws.Compute].Lines
                    .Where(line => line.Name.StartsWith($"{region.Name}/", StringComparison.Ordinal)))
                .Where(line => line.Price.Price.Item == "application load balancer")
                .GroupBy(line => line.Name.Split(':')[0])
                .ToDictionary(site => site.Key, site => (decimal)site.Count());

            Assert.Equal(Made(topology, ["AWS::ElasticLoadBalancingV2::LoadBalancer"], "one"), billed);
        }
    }

    private static Dictionary<string, decimal> Billed(string topology, string price, string unit) =>
        WorldBill.Make(Round.World(TextOf(topology)), Round.At(0m), Round.Prices).Lines
            .Where(line => line.Price.Price.Name == price)
            .GroupBy(line => line.Name.Split(':')[0])
            .ToDictionary(
                site => site.Key,
                site => site.Sum(line => line.Quantity) / (unit == "one" ? 1m : Workload.HoursOfMonth));

    /// <summary>How many of these types each site has, by its label.</summary>
    private static Dictionary<string, decimal> Made(string topology, string[] types, string unit)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), "tests/Infrastructure.Tests/inventory.txt"))
            .SkipWhile(line => line != $"# {topology}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.Length > 0)
            .Select(line => line.Split(' '))
            .ToList();
        var made = lines.Where(line => types.Contains(line[1]))
            .GroupBy(line => SiteOf(line[0]))
            .ToDictionary(site => site.Key, site => site.Sum(CountOf));
        if (types.Contains("AWS::EC2::TransitGatewayAttachment"))
        {
            AddPeerings(made, topology);
        }

        if (types.Contains("AWS::SecretsManager::Secret"))
        {
            AddCopies(made, topology);
        }

        // One of a site's endpoints is the gateway to S3, which costs nothing; the others stand in three zones.
        return unit == "zones" ? made.ToDictionary(site => site.Key, site => (site.Value - 1) * 3) : made;
    }

    // A copy of a secret in a reader site is paid for like the secret, and stands in its template.
    private static void AddCopies(Dictionary<string, decimal> made, string topology)
    {
        foreach (var region in Round.World(TextOf(topology)).Regions)
        {
            foreach (var reader in region.Sites.Where(site => site != region.WriterSite))
            {
                made[$"{region.Name}/{reader.Name}"] = made[$"{region.Name}/{region.WriterSite.Name}"];
            }
        }
    }

    // Of a peering both ends are paid for, and the templates have the one that asks for it.
    private static void AddPeerings(Dictionary<string, decimal> made, string topology)
    {
        foreach (var region in Round.World(TextOf(topology)).Regions)
        {
            foreach (var label in region.Sites.Select(site => $"{region.Name}/{site.Name}").Where(made.ContainsKey))
            {
                made[label] += region.Sites.Count - 1;
            }
        }
    }

    private static decimal CountOf(string[] line) => decimal.Parse(line[2], CultureInfo.InvariantCulture);

    // Domicile-eu-eu-west-1-Data is of eu/eu-west-1.
    private static string SiteOf(string stack)
    {
        var parts = stack.Split('-');
        return $"{parts[1]}/{string.Join('-', parts[2..^1])}";
    }

    private static string TextOf(string topology) => topology == "four regions"
        ? Infrastructure.Tests.Topologies.FourRegions
        : File.ReadAllText(Path.Combine(Folder(), "domicile.json"));

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Domicile.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
