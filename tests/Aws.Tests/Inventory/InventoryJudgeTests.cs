using Domicile.Aws.Inventory;
using Domicile.Sharding.Topology;

namespace Domicile.Aws.Tests.Inventory;

public sealed class InventoryJudgeTests
{
    /// <summary>Two regions; only one of them and the world have an account.</summary>
    public static readonly WorldTopology World = TopologyFile.Parse("""
        { "version": 1, "platform": "aws", "aws": { "account": "111111111111" },
          "regions": [
            { "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }, { "name": "eu-central-1", "role": "reader" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }] },
            { "name": "us", "aws": { "account": "222222222222" }, "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 0 }] }],
          "central": { "site": "eu-west-1" } }
        """).World!;

    private static readonly InventoryJudge Judge = new(World);

    [Theory]
    [InlineData("eu", "eu-west-1", "333333333333")]
    [InlineData("eu", "eu-central-1", "444444444444")]
    [InlineData("us", "us-east-1", "222222222222")]
    [InlineData("world", "eu-west-1", "111111111111")]
    [InlineData("world", "us-east-1", "111111111111")]
    public void What_stands_where_the_topology_has_it_is_expected(string region, string site, string account) =>
        Assert.Equal(InventoryMark.Expected, Judge.Judge(Item(region, site, account)).Mark);

    [Theory]
    [InlineData("eu", "us-east-1", "222222222222", "is in us-east-1, where eu has no site")]
    [InlineData("ap", "eu-west-1", "222222222222", "is of the region ap, which is not in the topology")]
    [InlineData("us", "us-east-1", "333333333333", "is in the account 333333333333, where us is in 222222222222")]
    [InlineData("world", "eu-west-1", "222222222222", "where the world is in 111111111111")]
    public void What_stands_elsewhere_is_foreign(string region, string site, string account, string why)
    {
        var verdict = Judge.Judge(Item(region, site, account));

        Assert.Equal(InventoryMark.Foreign, verdict.Mark);
        Assert.Contains(why, verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_moved_or_is_of_another_world_is_foreign()
    {
        Assert.Equal(
            (InventoryMark.Foreign, "is tagged for eu-central-1"),
            Judge.Judge(Item("eu", "eu-central-1", "333333333333") with { Site = "eu-west-1" }));
        Assert.Equal(
            (InventoryMark.Foreign, "is of the world test"),
            Judge.Judge(Changed("domicile:world", "test")));
    }

    [Theory]
    [InlineData("domicile:world")]
    [InlineData("domicile:region")]
    [InlineData("domicile:site")]
    [InlineData("domicile:stack")]
    public void What_lacks_a_tag_is_untagged(string tag) =>
        Assert.Equal((InventoryMark.Untagged, $"has no {tag}"), Judge.Judge(Changed(tag, null)));

    [Fact]
    public void What_AWS_made_and_what_cannot_be_known_are_neither()
    {
        var bare = new InventoryItem("333333333333", "eu-west-1", ItemKind.Vpc, "vpc-1");

        Assert.Equal(InventoryMark.Untagged, Judge.Judge(bare).Mark);
        Assert.Equal(InventoryMark.Default, Judge.Judge(bare with { IsDefault = true }).Mark);
        Assert.Equal(InventoryMark.Unknown, Judge.Judge(bare with { Tags = null }).Mark);
    }

    private static InventoryItem Item(string region, string site, string account) =>
        new(account, site, ItemKind.Queue, "q") { Tags = Planter.Tags(region, site) };

    private static InventoryItem Changed(string tag, string? value)
    {
        var tags = Planter.Tags("eu", "eu-west-1");
        tags.Remove(tag);
        if (value is not null)
        {
            tags[tag] = value;
        }

        return new InventoryItem("333333333333", "eu-west-1", ItemKind.Queue, "q") { Tags = tags };
    }
}
