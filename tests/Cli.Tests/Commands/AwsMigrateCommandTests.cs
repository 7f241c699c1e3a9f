using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Domicile.Testing.Aws;

namespace Domicile.Cli.Tests.Commands;

/// <summary>Real nodes of this machine, with moto to say where they are.</summary>
public sealed class AwsMigrateCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-migrate-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Empty_nodes_become_a_region_that_owns_its_ranges_and_a_second_run_changes_nothing()
    {
        var environment = await EnvironmentAsync();
        var (register, keys, shard) = (await NewAsync(), await NewAsync(), await NewAsync());
        await PutAsync("mig", "register", register.Owner);
        await PutAsync("mig", "keys", keys.Owner);
        await PutAsync("mig", "s1", shard.Owner);
        string[] migrate = ["aws", "migrate", "mig", "--topology", await TopologyAsync()];

        using var first = await CommandRun.RunInAsync(environment, [.. migrate, "--json"]);
        using var second = await CommandRun.RunInAsync(environment, migrate);

        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Equal(
            ["mig/register", "mig/keys", "mig/s1"],
            first.Json.EnumerateArray().Select(node => node.GetProperty("node").GetString()));
        Assert.All(first.Json.EnumerateArray(), node => Assert.NotEmpty(node.GetProperty("applied").EnumerateArray()));
        Assert.Equal((0, ""), (second.ExitCode, second.Errors));
        Assert.Contains("mig/s1: 0 migrations applied", second.Output, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync(shard.Server, "select count(*) from sharding.key_range"));

        // A replica there is none that what leaves a shard could wait for.
        Assert.Equal(0L, await CountAsync(register.Server, "select count(*) from sharding.standby"));
    }

    [Fact]
    public async Task The_central_database_is_brought_up_to_date_by_its_name()
    {
        var environment = await EnvironmentAsync();
        var central = await NewAsync();
        await PutAsync("central", "central", central.Owner);

        using var run = await CommandRun.RunInAsync(
            environment, "aws", "migrate", "central", "--topology", await TopologyAsync());

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Matches("central: [1-9][0-9]* migrations applied, 0 there before", run.Output);
    }

    [Theory]
    [InlineData("us", "has no region us. It has mig, and central.")]
    [InlineData("mig", "The parameter /domicile/mig/nodes/register is missing in eu-west-3.")]
    public async Task What_is_not_there_is_said(string owner, string why)
    {
        using var run = await CommandRun.RunInAsync(
            await EnvironmentAsync(), "aws", "migrate", owner, "--topology", await TopologyAsync("eu-west-3"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_is_none_is_said_and_never_shown()
    {
        var environment = await EnvironmentAsync();
        await PutAsync("mig", "register", (await NewAsync()).Owner, "eu-west-2");
        await CallAsync("eu-west-2", JsonService.Secrets, "PutSecretValue", new JsonObject
        {
            ["SecretId"] = "domicile/mig/register/migrations",
            ["SecretString"] = "{ \"password\": \"not to be seen\" }",
        });

        using var run = await CommandRun.RunInAsync(
            environment, "aws", "migrate", "mig", "--topology", await TopologyAsync("eu-west-2"));

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("domicile/mig/register/migrations has no dbname.", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("not to be seen", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_enters_databases_of_AWS_without_saying_which_certificates_count()
    {
        var environment = await EnvironmentAsync();
        environment["DOMICILE_DATABASE_ROOTS"] = "";

        using var run = await CommandRun.RunInAsync(
            environment, "aws", "migrate", "mig", "--topology", await TopologyAsync());

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("DOMICILE_DATABASE_ROOTS is missing", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("credentials", run.Errors, StringComparison.Ordinal);
    }

    private static Task<TestDatabase> NewAsync() => TestNode.CreateWorldDatabaseAsync();

    private static async Task<Dictionary<string, string>> EnvironmentAsync()
    {
        var environment = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = (await StandIns.Moto.AddressAsync()).AbsoluteUri,
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["DOMICILE_DATABASE_ROOTS"] = "none",
        };
        foreach (var (name, value) in environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        return environment;
    }

    private static async Task PutAsync(string owner, string node, NodeAddress address, string site = "eu-west-1")
    {
        await CallAsync(site, JsonService.Parameters, "PutParameter", new JsonObject
        {
            ["Name"] = $"/domicile/{owner}/nodes/{node}",
            ["Type"] = "String",
            ["Value"] = new JsonObject
            {
                ["primary"] = address.Place,
                ["readers"] = new JsonArray(),
                ["secret"] = $"domicile/{owner}/{node}/{{role}}",
            }.ToJsonString(),
        });
        await CallAsync(site, JsonService.Secrets, "CreateSecret", new JsonObject
        {
            ["Name"] = $"domicile/{owner}/{node}/migrations",
            ["SecretString"] = new JsonObject
            {
                ["host"] = "a-replica-names-the-wrong-host.example",
                ["username"] = address.User,
                ["password"] = address.Password,
                ["dbname"] = address.Database,
            }.ToJsonString(),
        });
    }

    private static async Task CallAsync(string site, JsonService service, string operation, JsonObject parameters)
    {
        using var calls = new SignedCalls(SiteAccess.FromEnvironment(site), TimeProvider.System);
        await calls.CallAsync(service, operation, parameters);
    }

    private static async Task<long> CountAsync(NodeAddress address, string query)
    {
        await using var source = address.Open("tests", 1);
        await using var command = source.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<string> TopologyAsync(string site = "eu-west-1")
    {
        var file = Path.Combine(folder.FullName, "domicile.json");
        await File.WriteAllTextAsync(file, """
            { "version": 1, "platform": "aws",
              "regions": [{ "name": "mig", "sites": [{ "name": "SITE", "role": "writer" }],
                "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 1 }] }],
              "central": { "site": "SITE" } }
            """.Replace("SITE", site, StringComparison.Ordinal));
        return file;
    }
}
