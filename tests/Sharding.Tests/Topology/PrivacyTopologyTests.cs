using System.Text.Json;
using Domicile.Sharding.Topology;

namespace Domicile.Sharding.Tests.Topology;

/// <summary>Controller and retention of a topology file: what the program's check and the schema say of them.</summary>
public sealed class PrivacyTopologyTests
{
    public static TheoryData<string, string> Bad => new()
    {
        { "\"controller\": 1,", "a controller is an object with \"name\", \"contact\", not the number 1." },
        { "\"controller\": { \"name\": \"A\" },", "a controller needs the field \"contact\"." },
        {
            "\"controller\": { \"name\": \"\", \"contact\": \"b\" },",
            "$.regions[0].controller.name: the text \"\" is not a line of 1 to 200 characters."
        },
        {
            "\"controller\": { \"name\": \"a\\nb\", \"contact\": \"b\" },", "is not a line of 1 to 200 characters."
        },
        { "\"retention\": { \"books\": 0 },", "the number 0 is not a whole number from 1 to 100." },
        { "\"retention\": { \"accesslog\": 1 },", "Did you mean \"accessLog\"?" },
    };

    [Fact]
    public void A_region_says_who_answers_for_its_data_and_for_how_long_it_keeps_them()
    {
        var json = World(
            """
            "controller": { "name": "Bank", "contact": "Prague", "officer": "Eva", "safeguards": "Art. 46" },
            "retention": { "books": 7, "requests": 100 },
            """);
        var regions = TopologyFile.Parse(json).World!.Regions;

        Assert.Equal("Bank", regions[0].Controller!.Name);
        Assert.Equal("Prague", regions[0].Controller!.Contact);
        Assert.Equal("Eva", regions[0].Controller!.Officer);
        Assert.Null(regions[0].Controller!.Representative);
        Assert.Equal("Art. 46", regions[0].Controller!.Safeguards);
        Assert.Equal((7, 10, 3, 100), Years(regions[0]));
        Assert.Null(regions[1].Controller);
        Assert.Equal((10, 10, 3, 3), Years(regions[1]));
        Assert.True(TopologySchemaTests.Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Program_and_schema_refuse_what_is_wrong(string fields, string mistake)
    {
        var json = World(fields);
        var reading = TopologyFile.Parse(json);

        Assert.Null(reading.World);
        Assert.Contains(mistake, string.Join('\n', reading.Mistakes), StringComparison.Ordinal);
        Assert.False(TopologySchemaTests.Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    [Fact]
    public void The_schema_tells_the_same_defaults()
    {
        var schema = TopologySchemaTests.Schema.GetProperty("$defs").GetProperty("retention").GetProperty("properties");

        Assert.Equal(
            (10, 10, 3, 3),
            (
                Default(schema, "books"), Default(schema, "documents"), Default(schema, "accessLog"),
                Default(schema, "requests")));
    }

    private static int Default(JsonElement schema, string field) =>
        schema.GetProperty(field).GetProperty("default").GetInt32();

    private static (int Books, int Documents, int AccessLog, int Requests) Years(RegionTopology region) => (
        region.Retention.Books, region.Retention.Documents, region.Retention.AccessLog, region.Retention.Requests);

    private static string World(string fields) => TopologyExamples.World.Replace(
        "\"rangeWidth\": 30000,", fields, StringComparison.Ordinal);
}
