using System.Text.Json;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Aws;

namespace Domicile.Sharding.Tests.Topology;

/// <summary>What a topology file says of AWS: what the program's check and the schema say of it.</summary>
public sealed class AwsTopologyTests
{
    public static TheoryData<string, string, bool> Bad => new()
    {
        { "\"account\": \"1234\"", "the text \"1234\" is not an AWS account: 12 digits, in quotes.", true },
        { "\"account\": 123456789012", "is not an AWS account: 12 digits, in quotes.", true },
        { "\"compute\": \"lamda\"", "the text \"lamda\" is not \"lambda\", \"ec2\" or \"kubernetes\".", true },
        { "\"joining\": \"vpn\"", "the text \"vpn\" is not \"transit-gateway\" or \"peering\".", true },
        { "\"host\": \"EU.example\"", "the text \"EU.example\" is not a host name in lower case", true },
        { "\"host\": \"eu\"", "the text \"eu\" is not a host name in lower case", true },
        { "\"issuer\": \"http://a.example\"", "is not an address that begins with https://", true },
        { "\"requests\": { \"seconds\": 901 }", "the number 901 is not a whole number from 1 to 900.", true },
        { "\"database\": { \"minimum\": 0.7 }", "is not a number of capacity units: 0.5 to 256 in steps", true },
        { "\"database\": { \"maximum\": 300 }", "is not a number of capacity units", true },
        { "\"database\": { \"instance\": \"r7g.large\" }", "is not an instance class such as db.r7g.large.", true },
        { "\"database\": { \"minimum\": 4, \"maximum\": 2 }", "the minimum, 4 capacity units, is above", false },
        {
            "\"database\": { \"minimum\": 4, \"instance\": \"db.r7g.large\" }",
            "a database has an instance class or capacity units, not both.",
            false
        },
        { "\"acount\": \"1\"", "Did you mean \"account\"?", true },
    };

    public static TheoryData<string, string, bool> BadAddresses => new()
    {
        { "10.0.0.0/24", "is not a block of addresses of /16 to /20 such as 10.0.0.0/16.", true },
        { "10.0.1.0/16", "is not a block of addresses of /16 to /20", false },
        { "10.256.0.0/16", "is not a block of addresses", false },
        { "10.0/16", "is not a block of addresses", true },
        { "10.9.0.0/16", "the addresses 10.9.0.0/16 overlap 10.9.64.0/20 in line 7.", false },
    };

    [Fact]
    public void A_world_in_AWS_says_where_it_runs_and_on_what()
    {
        var json = World(
            "\"account\": \"222222222222\", \"compute\": \"kubernetes\", \"joining\": \"peering\", "
            + "\"database\": { \"instance\": \"db.r7g.large\" }, \"host\": \"europe.bank.example\", "
            + "\"issuer\": \"https://login.bank.example/eu\", \"requests\": { \"seconds\": 60 }",
            "10.9.64.0/20",
            "10.10.0.0/16");
        var world = TopologyFile.Parse(json).World!;

        Assert.Equal(Platform.Aws, world.Platform);
        Assert.Equal(
            new AwsWorld
            {
                Name = "bank", Account = "111111111111", Organization = "o-a1b2c3d4e5", Domain = "bank.example",
                Operators = "nights@bank.example", Budget = 900,
            },
            world.Aws);
        Assert.Equal(
            new AwsRegion
            {
                Account = "222222222222", Compute = Compute.Kubernetes, Joining = Joining.Peering,
                Database = new DatabaseCapacity(0.5m, 8, "db.r7g.large"), Host = "europe.bank.example",
                Issuer = new Uri("https://login.bank.example/eu"), Requests = new RequestNeeds(60, 1_000_000),
            },
            world.Regions[0].Aws);
        Assert.Equal("10.9.64.0/20", world.Regions[0].Sites[0].Aws.Service.ToString());
        Assert.Equal("10.10.0.0/16", world.Regions[0].Sites[0].Aws.Data.ToString());
        Assert.Equal(new AwsSite(), world.Regions[0].Sites[1].Aws);
        Assert.True(TopologySchemaTests.Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    [Fact]
    public void A_file_that_says_nothing_of_AWS_is_a_local_world_with_the_schemas_defaults()
    {
        var world = TopologyFile.Parse(TopologyExamples.World).World!;
        var definitions = TopologySchemaTests.Schema.GetProperty("$defs");
        var requests = definitions.GetProperty("awsRegion").GetProperty("properties").GetProperty("requests")
            .GetProperty("properties");

        Assert.Equal(Platform.Local, world.Platform);
        Assert.Equal(new AwsWorld(), world.Aws);
        Assert.Equal(new AwsRegion(), world.Regions[0].Aws);
        Assert.Equal(world.Aws.Account, definitions.GetProperty("account").GetProperty("default").GetString());
        Assert.Equal(world.Aws.Name, Text("name"));
        Assert.Equal(world.Aws.Domain, Text("domain"));
        Assert.Equal(
            RequestNeeds.Default,
            new RequestNeeds(
                requests.GetProperty("seconds").GetProperty("default").GetInt32(),
                requests.GetProperty("bytes").GetProperty("default").GetInt32()));

        string? Text(string field) => definitions.GetProperty("awsWorld").GetProperty("properties")
            .GetProperty(field).GetProperty("default").GetString();
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Program_and_schema_refuse_what_is_wrong(string fields, string mistake, bool schemaKnows) =>
        Refused(World(fields, "10.9.0.0/16", "10.10.0.0/16"), mistake, schemaKnows);

    [Theory]
    [MemberData(nameof(BadAddresses))]
    public void A_sites_two_networks_have_addresses_of_their_own(string data, string mistake, bool schemaKnows) =>
        Refused(World("", "10.9.64.0/20", data), mistake, schemaKnows);

    [Theory]
    [InlineData("10.0.0.0/16", 20, 15, "10.0.240.0/20")]
    [InlineData("0.0.0.0/0", 1, 1, "128.0.0.0/1")]
    [InlineData("255.255.255.255/32", 32, 0, "255.255.255.255/32")]
    public void A_block_has_parts(string text, int prefix, int index, string part)
    {
        Assert.True(AddressBlock.TryParse(text, out var block));
        Assert.Equal(part, block.Part(prefix, index).ToString());
        Assert.True(block.Contains(block.Part(prefix, index)));
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Part(prefix, 1 << (prefix - block.Prefix)));
    }

    private static void Refused(string json, string mistake, bool schemaKnows)
    {
        var reading = TopologyFile.Parse(json);

        Assert.Null(reading.World);
        Assert.Contains(mistake, string.Join('\n', reading.Mistakes), StringComparison.Ordinal);
        Assert.Equal(!schemaKnows, TopologySchemaTests.Judge.Accepts(JsonDocument.Parse(json).RootElement));
    }

    private static string World(string region, string service, string data) => TopologyExamples.World
        .Replace(
            "\"version\": 1,",
            "\"version\": 1, \"platform\": \"aws\", \"aws\": { \"name\": \"bank\", \"account\": \"111111111111\", "
            + "\"organization\": \"o-a1b2c3d4e5\", \"domain\": \"bank.example\", \"operators\": "
            + "\"nights@bank.example\", \"budget\": 900 },",
            StringComparison.Ordinal)
        .Replace("\"rangeWidth\": 30000,", $"\"aws\": {{ {region} }},", StringComparison.Ordinal)
        .Replace(
            "\"eu-west-1\", \"role\": \"writer\"",
            $"\"eu-west-1\", \"role\": \"writer\", \"aws\": {{ \"service\": \"{service}\", \"data\": \"{data}\" }}",
            StringComparison.Ordinal);
}
