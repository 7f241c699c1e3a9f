using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Tests.Topology;

public sealed class TopologyFileTests
{
    [Fact]
    public void The_projects_own_file_is_read()
    {
        var reading = TopologyFile.Read(Path.Combine(TopologyExamples.RepositoryRoot, "domicile.json"));

        Assert.Empty(reading.Mistakes);
        var regions = reading.World!.Regions;
        Assert.Equal(["eu", "us"], regions.Select(region => region.Name));
        Assert.All(regions, region => Assert.Equal(30_000, region.RangeWidth));
        Assert.Equal("eu-west-1", reading.World.Central.Site);
        Assert.Equal("us-east-1", regions[1].WriterSite.Name);
        Assert.Equal(new SiteTopology("eu-central-1", SiteRole.Reader, 1), regions[0].Sites[1]);
        var s2 = regions[0].Shards[1];
        Assert.Equal(("s2", 1), (s2.Name, s2.Replicas));
        Assert.Equal(new NumberRange(30_000, 60_000), Assert.Single(s2.Ranges));
    }

    [Theory]
    [MemberData(nameof(TopologyExamples.Good), MemberType = typeof(TopologyExamples))]
    public void A_good_file_has_no_mistakes(string name, string json)
    {
        Assert.NotEmpty(name);
        var reading = TopologyFile.Parse(json);
        Assert.Empty(reading.Mistakes);
        Assert.NotNull(reading.World);
    }

    [Theory]
    [MemberData(nameof(TopologyExamples.BadMessages), MemberType = typeof(TopologyExamples))]
    public void A_bad_file_is_refused_with_the_place_the_mistake_and_the_mend(string json, string mistake)
    {
        var reading = TopologyFile.Parse(json);

        Assert.Null(reading.World);
        Assert.Contains(mistake, string.Join('\n', reading.Mistakes));
    }

    [Fact]
    public void All_mistakes_are_told_at_once_in_the_order_of_the_file()
    {
        var reading = TopologyFile.Parse(
            """
            {
              "version": 2,
              "regions": [
                { "name": "EU", "sites": [{ "name": "a", "role": "writer" }], "shards": [] }
              ],
              "central": { "site": "b" },
              "centrl": 1
            }
            """);

        Assert.Equal(
            ["2 $.version", "4 $.regions[0].name", "4 $.regions[0].shards", "6 $.central.site", "7 $.centrl"],
            reading.Mistakes.Select(mistake => $"{mistake.Line} {mistake.Path}"));
    }

    [Fact]
    public void A_wrong_role_is_one_mistake_and_not_two()
    {
        var json = TopologyExamples.World.Replace("\"writer\"", "\"writr\"", StringComparison.Ordinal);
        Assert.Equal(2, TopologyFile.Parse(json).Mistakes.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1,]")]
    [InlineData("{} {}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{ \"\\udfff\": 1 }")]
    [InlineData("// no comments\n{}")]
    public void What_is_not_JSON_is_refused_as_such(string text)
    {
        var mistake = Assert.Single(TopologyFile.Parse(text).Mistakes);
        Assert.StartsWith("this is not JSON: ", mistake.Message);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        Assert.NotEmpty(TopologyFile.Parse(new string('[', 100_000)).Mistakes);
    }
}
