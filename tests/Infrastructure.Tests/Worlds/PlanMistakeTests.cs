using Domicile.Infrastructure.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Infrastructure.Tests.Worlds;

/// <summary>Topologies that are well formed, and cannot be laid out in AWS.</summary>
public sealed class PlanMistakeTests
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        {
            "\"222222222223\",",
            "\"222222222223\", \"host\": \"south.eu.bank.example\",",
            "region br has the host south.eu.bank.example beside eu.bank.example of region eu: nobody finds south."
        },
        {
            "\"222222222221\",",
            "\"222222222221\", \"host\": \"bank.example\",",
            "region eu has the host bank.example of the world's domain"
        },
        {
            "{ \"name\": \"eu-west-1\", \"role\": \"writer\" }",
            "{ \"name\": \"eu-west-9\", \"role\": \"writer\" }",
            "site eu/eu-west-9 is not an AWS Region that is known here (eu-central-1,"
        },
        {
            "{ \"name\": \"eu-central-1\", \"role\": \"reader\"",
            "{ \"name\": \"ca-central-1\", \"role\": \"reader\"",
            "reader site eu/ca-central-1 is in another part of the world than the region's writer site eu-west-1"
        },
        {
            "{ \"name\": \"us-west-2\", \"role\": \"reader\" }",
            "{ \"name\": \"us-west-1\", \"role\": \"reader\" }",
            "site us-west-1 has two zones, and networks and data nodes stand in three"
        },
        {
            "\"account\": \"222222222222\"",
            "\"account\": \"222222222221\"",
            "regions eu and us have the same account 222222222221, and an account holds one region"
        },
        {
            "\"account\": \"222222222223\"",
            "\"account\": \"222222222223\", \"host\": \"eu.bank.example\"",
            "region br has the host eu.bank.example of region eu"
        },
        {
            "\"account\": \"222222222223\"",
            "\"account\": \"222222222223\", \"host\": \"docs.bank.example\"",
            "region br has the host docs.bank.example of the pages"
        },
        {
            "\"compute\": \"ec2\"",
            "\"compute\": \"lambda\", \"requests\": { \"seconds\": 60 }",
            "region us: a request may take 60 seconds"
        },
        {
            "\"account\": \"222222222224\"",
            "\"account\": \"222222222224\", \"database\": { \"instance\": \"db.t4g.large\" }",
            "region jp has reader sites, so its nodes are Global Databases, which have no members of the class db.t4g"
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Each_is_told_with_its_place_and_what_to_do(string good, string bad, string mistake)
    {
        Assert.Contains(good, Topologies.FourRegions, StringComparison.Ordinal);
        var central = bad.Contains("eu-west-9", StringComparison.Ordinal) ? "eu-west-9" : "eu-west-1";
        var reading = TopologyFile.Parse(Topologies.FourRegions
            .Replace(good, bad, StringComparison.Ordinal)
            .Replace("{ \"site\": \"eu-west-1\" }", $"{{ \"site\": \"{central}\" }}", StringComparison.Ordinal));

        Assert.Empty(reading.Mistakes);
        var told = WorldPlan.Of(reading.World!).Mistakes;
        Assert.Contains(told, line => line.StartsWith(mistake, StringComparison.Ordinal));
        Assert.All(told, line => Assert.EndsWith(".", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Regions_whose_accounts_are_not_named_yet_may_be_read()
    {
        var world = Synthesized.Shipped.World;
        Assert.True(world.HasPlaceholders && world.Regions.Count > 1);
        Assert.Empty(world.Mistakes);
    }

    [Fact]
    public void More_shards_than_a_stack_can_hold_are_refused_with_the_stack_and_its_limit()
    {
        var shards = string.Join(',', Enumerable.Range(0, 26).Select(number =>
            $"{{ \"name\": \"s{number}\", \"ranges\": [\"{number * 10}..{(number * 10) + 10}\"], \"replicas\": 15 }}"));
        var large = Topologies.OneRegion.Replace(
            "{ \"name\": \"s1\", \"ranges\": [\"0..30000\"], \"replicas\": 0 }", shards, StringComparison.Ordinal);

        var refused = Assert.Throws<PlanException>(() => Synthesized.Of(large));

        Assert.Matches(
            "^region eu: stack Domicile-eu-eu-central-1-Data would have [0-9]+ resources, and CloudFormation takes 500",
            refused.Message);
    }

    [Fact]
    public void Planned_addresses_keep_clear_of_those_that_the_file_names()
    {
        var named = Topologies.OneRegion.Replace(
            "\"role\": \"writer\"",
            "\"role\": \"writer\", \"aws\": { \"data\": \"10.0.0.0/16\" }",
            StringComparison.Ordinal);
        var site = WorldPlan.Of(TopologyFile.Parse(named).World!).Sites.Single();

        Assert.Equal(("10.1.0.0/16", "10.0.0.0/16"), (site.Service.ToString(), site.Data.ToString()));
    }

    [Fact]
    public void Every_network_of_a_world_has_addresses_of_its_own()
    {
        var world = Synthesized.FourRegions.World;
        var blocks = world.Sites.SelectMany(site => new[] { site.Service, site.Data }).Append(world.Central).ToList();

        Assert.Equal(blocks.Count, blocks.Distinct().Count());
        Assert.All(blocks, block => Assert.Single(blocks, block.Overlaps));
    }
}
