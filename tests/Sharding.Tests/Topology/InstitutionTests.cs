using System.Security.Cryptography;
using System.Text.Json;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Institutions;

namespace Domicile.Sharding.Tests.Topology;

/// <summary>The institutions of a topology file: what the program's check and the schema say of them.</summary>
public sealed class InstitutionTests
{
    private const string Whole =
        """{ "name": "tax-office", "url": "https://tax.example/audit", "publicKey": KEY, "receiptKey": KEY }""";

    private static readonly string Key = PublicKey(ECCurve.NamedCurves.nistP256);
    private static readonly string OtherCurve = PublicKey(ECCurve.NamedCurves.nistP384);

    public static TheoryData<string> Good =>
    [
        "",
        """{ "name": "sandbox" }""",
        """{ "name": "sandbox", "profile": [], "everyDocuments": 1, "everyMinutes": 10080, "tries": 1 }""",
        """{ "name": "a", "profile": ["email", "name"] }, { "name": "b", "profile": ["name", "email"] }""",
        Whole,
        Whole.Replace("https://tax.example/audit", "http://127.0.0.1:7000/", StringComparison.Ordinal),
    ];

    public static TheoryData<string, string, bool> Bad => new()
    {
        { "7", "$.regions[0].institutions[0]: an institution is an object with \"name\", not the number 7.", true },
        { "{}", "$.regions[0].institutions[0]: an institution needs the field \"name\".", true },
        {
            """{ "name": "Tax" }""",
            "$.regions[0].institutions[0].name: the text \"Tax\" is not an institution's name: 1 to 32 lower-case",
            true
        },
        {
            """{ "name": "a" }, { "name": "a" }""",
            "$.regions[0].institutions[1].name: region \"eu\" has an institution \"a\" in line 6 already.",
            false
        },
        {
            """{ "name": "a", "nmae": 1 }""",
            "$.regions[0].institutions[0].nmae: an institution has no field \"nmae\". Did you mean \"name\"?",
            true
        },
        { """{ "name": "a", "profile": ["address"] }""", "profile[0]: the text \"address\" is not a detail", true },
        { """{ "name": "a", "profile": "name" }""", ".profile: this is an array of details, not the text", true },
        {
            """{ "name": "a", "profile": ["name", "name"] }""",
            ".profile[1]: \"name\" stands in this profile already. Keep one.",
            false
        },
        {
            """{ "name": "a", "profile": ["name"] }, { "name": "b" }""",
            "$.regions[0].institutions[1]: the institutions of region \"eu\" have different profiles.",
            false
        },
        { """{ "name": "a", "everyDocuments": 0 }""", "the number 0 is not a whole number from 1 to 1000.", true },
        { """{ "name": "a", "everyDocuments": 1001 }""", "the number 1001 is not a whole number", true },
        { """{ "name": "a", "everyMinutes": 0 }""", "the number 0 is not a whole number from 1 to 10080.", true },
        { """{ "name": "a", "tries": 0 }""", "the number 0 is not a whole number from 1 to 10000.", true },
        {
            """{ "name": "a", "url": "https://tax.example" }""",
            "stand together; publicKey and receiptKey are missing. Give all three, or none for a sandbox",
            false
        },
        { Address("http://tax.example"), ".url: the text \"http://tax.example\" is not an address that begins", true },
        { Address("ftp://tax.example"), ".url: the text \"ftp://tax.example\" is not an address", true },
        { Address("https://tax.example?a=1"), ".url: the text \"https://tax.example?a=1\" is not an address", true },
        { Whole.Replace("KEY", "\"secret\"", StringComparison.Ordinal), ".publicKey: the text \"secret\"", true },
        { Whole.Replace("KEY", OtherCurve, StringComparison.Ordinal), "a public key on the curve P-256", false },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Program_and_schema_accept_good_institutions(string institutions)
    {
        var json = World(institutions);

        Assert.Empty(TopologyFile.Parse(json).Mistakes);
        Assert.True(TopologySchemaTests.Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Program_and_schema_refuse_bad_institutions(string institutions, string mistake, bool schemaKnows)
    {
        var json = World(institutions);
        var reading = TopologyFile.Parse(json);

        Assert.Null(reading.World);
        Assert.Contains(mistake, string.Join('\n', reading.Mistakes));
        Assert.Equal(!schemaKnows, TopologySchemaTests.Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    [Fact]
    public void What_the_file_does_not_say_is_as_the_schema_tells()
    {
        var institution = Assert.Single(
            TopologyFile.Parse(World("""{ "name": "sandbox" }""")).World!.Regions[0].Institutions);

        Assert.Null(institution.Url);
        Assert.Empty(institution.Profile);
        foreach (var (field, value) in new[]
        {
            ("everyDocuments", institution.EveryDocuments),
            ("everyMinutes", institution.EveryMinutes),
            ("tries", institution.Tries),
        })
        {
            var property = TopologySchemaTests.Schema.GetProperty("$defs").GetProperty("institution")
                .GetProperty("properties").GetProperty(field);
            Assert.Equal(property.GetProperty("default").GetInt32(), value);
        }
    }

    [Fact]
    public void A_regions_documents_show_what_its_institutions_ask_for()
    {
        var world = TopologyFile.Parse(World("""{ "name": "a", "profile": ["birthDate", "name"] }""")).World!;

        Assert.Equal([ProfileDetail.Name, ProfileDetail.BirthDate], world.Regions[0].DocumentProfile);
        Assert.Empty(world.Regions[1].DocumentProfile);
    }

    private static string World(string institutions) => TopologyExamples.World.Replace(
        "\"rangeWidth\": 30000,",
        $"\"institutions\": [{institutions.Replace("KEY }", Key + " }", StringComparison.Ordinal)
            .Replace("KEY,", Key + ",", StringComparison.Ordinal)}],",
        StringComparison.Ordinal);

    private static string Address(string url) =>
        Whole.Replace("https://tax.example/audit", url, StringComparison.Ordinal);

    private static string PublicKey(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return JsonSerializer.Serialize(key.ExportSubjectPublicKeyInfoPem());
    }
}
