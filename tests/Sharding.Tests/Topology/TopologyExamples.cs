using System.Runtime.CompilerServices;

namespace Domicile.Sharding.Tests.Topology;

/// <summary>Good and bad topology files, for the program's check and for the schema.</summary>
public static class TopologyExamples
{
    public const string World =
        """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "rangeWidth": 30000,
              "sites": [{ "name": "eu-west-1", "role": "writer" }, { "name": "eu-west-3", "role": "reader" }],
              "shards": [
                { "name": "s1", "ranges": ["0..30000"], "replicas": 1 },
                { "name": "s2", "ranges": ["30000..60000", "90000..90001"] }
              ]
            },
            {
              "name": "us",
              "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": [], "replicas": 0 }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    /// <summary>What to replace in <see cref="World"/> to make another good file.</summary>
    private static readonly (string Name, string Old, string New)[] GoodChanges =
    [
        ("as it is", "\"version\"", "\"version\""),
        ("schema named", "\"version\": 1", "\"$schema\": \"x.json\", \"version\": 1"),
        ("number with a fraction of nothing", "\"version\": 1", "\"version\": 1.0"),
        ("number as a power", "30000,", "3e4,"),
        ("longest names", "\"us\"", "\"u234567890123456\""),
        ("longest range", "90000..90001", "90000..9007199254740992"),
        ("strict", "\"replicas\": 1", "\"replicas\": 1, \"durability\": \"strict\""),
        ("local", "\"replicas\": 0", "\"replicas\": 0, \"durability\": \"local\""),
        ("most replicas", "\"replicas\": 1", "\"replicas\": 15"),
        ("site of one letter", "us-east-1", "u"),
        ("reader with replicas", "\"role\": \"reader\"", "\"role\": \"reader\", \"replicas\": 2"),
        ("no rate of its own", "30000,", "30000, \"rates\": {},"),
        ("rates", "30000,", "30000, \"rates\": { \"user\": 1, \"staff\": 1000000, \"address\": 7 },"),
        ("reader without replicas", "\"role\": \"reader\"", "\"role\": \"reader\", \"replicas\": 0"),
    ];

    /// <summary>
    /// What to replace in <see cref="World"/> to make a bad file, what the program says, and whether a schema can know.
    /// </summary>
    private static readonly (string Old, string New, string Mistake, bool SchemaKnows)[] BadChanges =
    [
        ("\"version\": 1", "\"version\": 2", "line 2, $.version: the number 2 is not 1", true),
        ("\"version\": 1,", "", "line 1, $: the world needs the field \"version\"", true),
        ("\"version\": 1", "\"version\": \"1\"", "$.version: the text \"1\" is not 1", true),
        (
            "\"rangeWidth\"",
            "\"rangWidth\"",
            "line 6, $.regions[0].rangWidth: a region has no field \"rangWidth\". Did you mean \"rangeWidth\"?",
            true),
        (
            "\"replicas\"",
            "\"copies\"",
            "$.regions[0].shards[0].copies: a shard has no field \"copies\"; it has \"name\", \"ranges\", "
                + "\"replicas\", \"durability\".",
            true),
        (
            "30000,",
            "0,",
            "$.regions[0].rangeWidth: the number 0 is not a whole number from 1 to 9007199254740991",
            true),
        (
            "30000,",
            "30000, \"rates\": { \"user\": 0 },",
            "$.regions[0].rates.user: the number 0 is not a whole number from 1 to 1000000",
            true),
        ("30000,", "30000, \"rates\": { \"address\": 1000001 },", ".address: the number 1000001 is not a whole", true),
        (
            "30000,",
            "30000, \"rates\": 7,",
            "$.regions[0].rates: a set of rates is an object with \"user\", \"staff\", \"address\", not the number 7.",
            true),
        (
            "30000,",
            "30000, \"rates\": { \"usr\": 7 },",
            "$.regions[0].rates.usr: a set of rates has no field \"usr\". Did you mean \"user\"?",
            true),
        ("30000,", "1.5,", "$.regions[0].rangeWidth: the number 1.5 is not a whole number", true),
        (
            "\"rangeWidth\": 30000",
            "\"backupDays\": 0",
            "$.regions[0].backupDays: the number 0 is not a whole number from 1 to 3650",
            true),
        (
            "\"rangeWidth\": 30000",
            "\"rotationDays\": 3651",
            "$.regions[0].rotationDays: the number 3651 is not a whole number from 1 to 3650",
            true),
        ("30000,", "true,", "$.regions[0].rangeWidth: true is not a whole number", true),
        (
            "\"eu\"",
            "\"EU\"",
            "line 5, $.regions[0].name: the text \"EU\" is not a region's name: 1 to 16 lower-case letters",
            true),
        ("\"eu\"", "\"e-u\"", "$.regions[0].name: the text \"e-u\" is not a region's name", true),
        ("\"us\"", "\"u2345678901234567\"", "$.regions[1].name", true),
        ("\"us\"", "\"us\\n\"", "$.regions[1].name", true),
        ("\"us\"", "\"central\"", "$.regions[1].name: \"central\" is the name of a part of the world already", true),
        ("\"us\"", "\"world\"", "$.regions[1].name: \"world\" is the name of a part", true),
        ("\"s2\"", "\"register\"", "$.regions[0].shards[1].name: \"register\" is the name of a part", true),
        ("\"s2\"", "\"keys\"", "$.regions[0].shards[1].name: \"keys\" is the name of a part", true),
        ("\"us\"", "\"eu\"", "line 14, $.regions[1].name: region \"eu\" stands in line 5 already", false),
        (
            "\"s2\"",
            "\"s1\"",
            "line 10, $.regions[0].shards[1].name: region \"eu\" has a shard \"s1\" in line 9 already",
            false),
        (
            "us-east-1",
            "eu-west-1",
            "$.regions[1].sites[0].name: site \"eu-west-1\" is region \"eu\"'s already, in line 7",
            false),
        ("us-east-1", "us-east-", "$.regions[1].sites[0].name: the text \"us-east-\" is not a site's name", true),
        (
            "\"reader\"",
            "\"writer\"",
            "$.regions[0].sites: region \"eu\" has 2 writer sites, eu-west-1 and eu-west-3. Keep one",
            true),
        (
            "[{ \"name\": \"us-east-1\", \"role\": \"writer\" }]",
            "[]",
            "$.regions[1].sites: region \"us\" has no writer site",
            true),
        (
            "[{ \"name\": \"us-east-1\", \"role\": \"writer\" }]",
            "{}",
            "$.regions[1].sites: this is an array of sites, not an object",
            true),
        (
            "\"us-east-1\", \"role\": \"writer\"",
            "\"us-east-1\", \"role\": \"reader\"",
            "$.regions[1].sites: region \"us\" has no writer site",
            true),
        (
            "\"reader\"",
            "\"read\"",
            "$.regions[0].sites[1].role: the text \"read\" is not a role: \"writer\" or \"reader\"",
            true),
        (
            "\"reader\"",
            "\"reader\", \"replicas\": 16",
            "$.regions[0].sites[1].replicas: the number 16 is not a whole number from 0 to 15",
            true),
        (
            "\"us-east-1\", \"role\": \"writer\"",
            "\"us-east-1\", \"role\": \"writer\", \"replicas\": 1",
            "$.regions[1].sites[0].replicas: \"replicas\" is a reader site's. Say at each shard",
            false),
        ("0..30000", "30000..0", "$.regions[0].shards[0].ranges[0]: range 30000..0 is empty", false),
        ("0..30000", "5..5", "$.regions[0].shards[0].ranges[0]: range 5..5 is empty", false),
        (
            "0..30000",
            "-5..5",
            "$.regions[0].shards[0].ranges[0]: the text \"-5..5\" is not a key range: FIRST..END",
            true),
        ("0..30000", "0-30000", "$.regions[0].shards[0].ranges[0]: the text \"0-30000\" is not a key range", true),
        (
            "0..30000",
            "00..30000",
            "$.regions[0].shards[0].ranges[0]: the text \"00..30000\" is not a key range",
            true),
        ("0..30000", "0..9007199254740993", "$.regions[0].shards[0].ranges[0]: the text", false),
        ("0..30000", "0..99999999999999999", "$.regions[0].shards[0].ranges[0]: the text", true),
        ("\"0..30000\"", "30000", "$.regions[0].shards[0].ranges[0]: the number 30000 is not a key range", true),
        (
            "90000..90001",
            "59999..60001",
            "line 10, $.regions[0].shards[1].ranges[1]: range 59999..60001 of shard s2 overlaps range "
                + "30000..60000 of shard s2 in line 10",
            false),
        (
            "30000..60000",
            "29999..60000",
            "$.regions[0].shards[1].ranges[0]: range 29999..60000 of shard s2 overlaps range 0..30000 of "
                + "shard s1 in line 9",
            false),
        (
            "[\"0..30000\"]",
            "\"0..30000\"",
            "$.regions[0].shards[0].ranges: this is an array of key ranges such as \"0..30000\", not the "
                + "text \"0..30000\"",
            true),
        (
            "\"replicas\": 1",
            "\"replicas\": 16",
            "$.regions[0].shards[0].replicas: the number 16 is not a whole number from 0 to 15",
            true),
        (
            "\"replicas\": 1",
            "\"replicas\": 1, \"durability\": \"loose\"",
            "$.regions[0].shards[0].durability: the text \"loose\" is not a durability: \"strict\" or \"local\"",
            true),
        (
            "\"replicas\": 0",
            "\"replicas\": 0, \"durability\": \"strict\"",
            "$.regions[1].shards[0].durability: \"strict\" waits for a replica with every commit",
            false),
        ("\"replicas\": 1", "\"replicas\": -1", "$.regions[0].shards[0].replicas: the number -1", true),
        ("\"replicas\": 1", "\"replicas\": null", "$.regions[0].shards[0].replicas: null is not", true),
        (
            "{ \"site\": \"eu-west-1\" }",
            "{ \"site\": \"eu-wset-1\" }",
            "$.central.site: \"eu-wset-1\" is no region's site; the sites are eu-west-1, eu-west-3, "
                + "us-east-1. Did you mean \"eu-west-1\"?",
            false),
        (
            "{ \"site\": \"eu-west-1\" }",
            "\"eu-west-1\"",
            "$.central: the central database is an object with \"site\", not the text \"eu-west-1\"",
            true),
        (
            "\"version\": 1",
            "\"version\": 1, \"version\": 1",
            "$.version: \"version\" stands here twice, the first time in line 2",
            false),
        (
            "{ \"name\": \"s1\", \"ranges\": [], \"replicas\": 0 }",
            "",
            "$.regions[1].shards: A region needs at least one shard",
            true),
        (
            "{ \"name\": \"s1\", \"ranges\": [], \"replicas\": 0 }",
            "7",
            "$.regions[1].shards[0]: a shard is an object with \"name\", \"ranges\", not the number 7",
            true),
        ("\"ranges\": [], ", "", "$.regions[1].shards[0]: a shard needs the field \"ranges\"", true),
    ];

    /// <summary>The folder of the checkout that these tests were built from.</summary>
    public static string RepositoryRoot { get; } = Path.GetFullPath(Path.Combine(SourceFolder(), "../../.."));

    public static TheoryData<string, string> Good =>
        [.. GoodChanges.Select(change => (change.Name, Changed(change.Old, change.New)))];

    public static TheoryData<string, string> BadMessages =>
        [.. BadChanges.Select(change => (Changed(change.Old, change.New), change.Mistake))];

    public static TheoryData<string, bool> BadForSchema =>
        [.. BadChanges.Select(change => (Changed(change.Old, change.New), change.SchemaKnows))];

    private static string Changed(string old, string replacement)
    {
        var place = World.IndexOf(old, StringComparison.Ordinal);
        Assert.True(place >= 0, $"{old} is not in the example.");
        return string.Concat(World.AsSpan(0, place), replacement, World.AsSpan(place + old.Length));
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
