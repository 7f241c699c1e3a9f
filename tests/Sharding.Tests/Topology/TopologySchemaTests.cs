using System.Text.Json;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;
using Domicile.Sharding.Topology.Callers;
using Domicile.Sharding.Topology.Privacy;
using Domicile.Sharding.Topology.Reading;

namespace Domicile.Sharding.Tests.Topology;

/// <summary>Keeps the schema, for editors, and the program's own check equal.</summary>
public sealed class TopologySchemaTests
{
    internal static readonly JsonElement Schema = ReadSchema();
    internal static readonly SchemaJudge Judge = new(Schema);

    [Theory]
    [MemberData(nameof(TopologyExamples.Good), MemberType = typeof(TopologyExamples))]
    public void The_schema_accepts_what_the_program_accepts(string name, string json)
    {
        Assert.NotEmpty(name);
        Assert.True(Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    [Theory]
    [MemberData(nameof(TopologyExamples.BadForSchema), MemberType = typeof(TopologyExamples))]
    public void The_schema_refuses_what_the_program_refuses_where_a_schema_can_know(string json, bool schemaKnows)
    {
        Assert.Equal(!schemaKnows, Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    [Fact]
    public void The_schema_accepts_the_projects_own_file_which_names_it()
    {
        var file = Path.Combine(TopologyExamples.RepositoryRoot, "domicile.json");
        var topology = JsonDocument.Parse(File.ReadAllText(file)).RootElement;

        Assert.True(Judge.Accepts(topology));
        Assert.True(File.Exists(Path.Combine(
            TopologyExamples.RepositoryRoot, topology.GetProperty("$schema").GetString()!)));
    }

    [Fact]
    public void Both_know_the_same_fields_and_need_the_same_ones()
    {
        var definitions = Schema.GetProperty("$defs");
        foreach (var (schema, fields) in new[]
        {
            (Schema, FieldSet.World),
            (definitions.GetProperty("region"), FieldSet.Region),
            (definitions.GetProperty("site"), FieldSet.Site),
            (definitions.GetProperty("shard"), FieldSet.Shard),
            (definitions.GetProperty("rates"), FieldSet.Rates),
            (definitions.GetProperty("institution"), FieldSet.Institution),
            (definitions.GetProperty("controller"), FieldSet.Controller),
            (definitions.GetProperty("retention"), FieldSet.Retention),
            (definitions.GetProperty("central"), FieldSet.Central),
            (definitions.GetProperty("awsWorld"), AwsFields.World),
            (definitions.GetProperty("awsRegion"), AwsFields.Region),
            (definitions.GetProperty("awsSite"), AwsFields.Site),
            (Part("database"), AwsFields.Database),
            (Part("requests"), AwsFields.Requests),
        })
        {
            Assert.Equal(
                fields.All.Order(),
                schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
            Assert.Equal(
                fields.Required.Order(),
                schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).Order());
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        }

        JsonElement Part(string name) =>
            definitions.GetProperty("awsRegion").GetProperty("properties").GetProperty(name);
    }

    [Fact]
    public void Both_have_the_same_default_width_of_a_range()
    {
        var region = Schema.GetProperty("$defs").GetProperty("region");
        var width = region.GetProperty("properties").GetProperty("rangeWidth");
        Assert.Equal(RegionTopology.RangeWidthDefault, width.GetProperty("default").GetInt64());
    }

    [Fact]
    public void Both_have_the_same_default_rates()
    {
        var rates = Schema.GetProperty("$defs").GetProperty("rates").GetProperty("properties");
        var read = TopologyFile.Parse(TopologyExamples.World.Replace(
            "30000,", "30000, \"rates\": { \"staff\": 9 },", StringComparison.Ordinal)).World!.Regions;
        Assert.Equal(new CallerRates(Default("user"), Default("staff"), Default("address")), read[1].Rates);
        Assert.Equal(read[1].Rates with { Staff = 9 }, read[0].Rates);

        int Default(string name) => rates.GetProperty(name).GetProperty("default").GetInt32();
    }

    [Fact]
    public void Both_have_the_same_default_periods()
    {
        var properties = Schema.GetProperty("$defs").GetProperty("region").GetProperty("properties");
        var periods = new RegionPeriods();
        Assert.Equal(periods.BackupDays, properties.GetProperty("backupDays").GetProperty("default").GetInt32());
        Assert.Equal(periods.RotationDays, properties.GetProperty("rotationDays").GetProperty("default").GetInt32());
        var said = TopologyFile.Parse(TopologyExamples.World.Replace(
            "\"rangeWidth\": 30000,", "\"backupDays\": 7, \"rotationDays\": 30,", StringComparison.Ordinal));
        Assert.Equal(new RegionPeriods(7, 30), said.World!.Regions[0].Periods);
        Assert.Equal(periods, said.World.Regions[1].Periods);
    }

    private static JsonElement ReadSchema()
    {
        using var stream = typeof(TopologyFile).Assembly.GetManifestResourceStream(TopologyFile.SchemaResource)!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
