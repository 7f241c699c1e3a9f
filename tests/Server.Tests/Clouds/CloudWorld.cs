using System.Globalization;
using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Ledger;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Domicile.Testing.Aws;

namespace Domicile.Server.Tests.Clouds;

/// <summary>
/// A world on AWS with moto in the part of AWS: region eu as functions with a reader site beside them, region us as
/// servers that run on, and the central function, each the real program with nothing but its environment. The servers
/// of a region reach AWS through a door that can have faults.
/// </summary>
public sealed class CloudWorld : IAsyncLifetime
{
    /// <summary>The reader site of region eu.</summary>
    internal const string ReaderSite = "eu-west-3";

    private const string Client = "client-1";

    private readonly string folder = Directory.CreateTempSubdirectory("domicile-cloud-").FullName;
    private readonly List<ServerProgram> programs = [];
    private readonly List<IDisposable> owned = [];
    private bool isReplicated;

    internal LocalIssuer EuIssuer { get; } = new();

    internal LocalIssuer UsIssuer { get; } = new();

    internal CloudSite Eu { get; private set; } = null!;

    internal CloudSite Us { get; private set; } = null!;

    /// <summary>Between AWS and region eu's functions.</summary>
    internal FaultyDoor EuDoor { get; private set; } = null!;

    /// <summary>Between AWS and region us's server.</summary>
    internal FaultyDoor UsDoor { get; private set; } = null!;

    /// <summary>Region eu's databases, of which there is one replica.</summary>
    internal RunNode EuNode { get; private set; } = null!;

    internal RunNode EuReplica { get; private set; } = null!;

    internal ServerProgram EuProgram { get; private set; } = null!;

    internal ServerProgram UsProgram { get; private set; } = null!;

    internal TestBooks EuBooks { get; private set; } = null!;

    internal TestBooks UsBooks { get; private set; } = null!;

    internal NodeAddress Central { get; private set; } = null!;

    internal HttpClient EuApi { get; private set; } = null!;

    internal HttpClient UsApi { get; private set; } = null!;

    /// <summary>The runtime of Lambda: hands messages to functions.</summary>
    internal CloudRuntime Runtime { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var moto = await StandIns.Moto.AddressAsync();
        System.Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        System.Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        System.Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", moto.OriginalString);
        Eu = Own(new CloudSite(SiteAccess.FromEnvironment("eu-west-1"), moto));
        Us = Own(new CloudSite(SiteAccess.FromEnvironment("us-east-1"), moto));
        (EuDoor, UsDoor) = (new FaultyDoor(moto), new FaultyDoor(moto));
        EuNode = await RunNode.StartAsync("cloud", connectionsMax: 150);
        EuBooks = await MakeBooksAsync(EuNode);
        EuReplica = await EuNode.FollowAsync("cloud-replica");
        UsBooks = await TestBooks.CreateAsync("us", "0..30000");
        await MakeRegionAsync(Eu, EuBooks);
        await MakeRegionAsync(Us, UsBooks);
        await MakeCentreAsync();
        await File.WriteAllTextAsync(TopologyFile, Topology);
        await Eu.PutParameterAsync("/domicile/topology", Topology);
        await StartServersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs)
        {
            await program.DisposeAsync();
        }

        await EuDoor.DisposeAsync();
        await UsDoor.DisposeAsync();
        owned.ForEach(one => one.Dispose());
        EuIssuer.Dispose();
        UsIssuer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal string TokenOf(LocalIssuer issuer) => issuer.Sign(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["sub"] = "eva", ["client_id"] = Client, ["token_use"] = "access", ["cognito:groups"] = new[] { "operator" },
    });

    /// <summary>What a server of this world is told; a test may change it.</summary>
    /// <param name="region">Empty for the centre.</param>
    /// <param name="roles">With commas between.</param>
    /// <param name="standsStill">True for a function.</param>
    internal Dictionary<string, string> Environment(string region, string roles, bool standsStill)
    {
        var issuer = region switch { "eu" => EuIssuer, "us" => UsIssuer, _ => null };
        var site = region == "us" ? Us : Eu;
        var door = region switch { "eu" => EuDoor.Address, "us" => UsDoor.Address, _ => Eu.Endpoint };
        return new(StringComparer.Ordinal)
        {
            ["DOMICILE_TOPOLOGY"] = site == Eu ? "ssm:/domicile/topology" : TopologyFile,
            ["DOMICILE_REGION"] = region,
            ["DOMICILE_DATABASE_ROOTS"] = "none",
            ["DOMICILE_SITE"] = site.Name,
            ["DOMICILE_ROLES"] = roles,
            ["DOMICILE_HOST"] = standsStill ? "lambda" : "",
            ["AWS_LWA_ERROR_STATUS_CODES"] = standsStill && roles != "api" ? "400-599" : "",
            ["DOMICILE_URL"] = $"http://127.0.0.1:{TestNode.FreePort().ToString(CultureInfo.InvariantCulture)}",
            ["DOMICILE_ISSUER"] = issuer?.Address.OriginalString ?? "",
            ["DOMICILE_AUDIENCES"] = Client,
            ["AWS_REGION"] = site.Name,
            ["AWS_ENDPOINT_URL"] = door.OriginalString,
        };
    }

    /// <summary>Starts a server that ends with this world.</summary>
    internal async Task<ServerProgram> StartAsync(Dictionary<string, string> environment)
    {
        var program = ServerProgram.Start(environment);
        programs.Add(program);
        Assert.True(await program.FirstLineAsync() == $"listening on {environment["DOMICILE_URL"]}", program.Log);
        return program;
    }

    internal HttpClient HttpOf(ServerProgram program) => Own(new HttpClient
    {
        BaseAddress = program.Address,
        Timeout = TimeSpan.FromSeconds(90),
    });

    /// <summary>
    /// Copies to a reader site what the infrastructure keeps in step there: secrets, the topology, the wrapping key.
    /// </summary>
    internal async Task ReplicateOnceAsync(CloudSite reader)
    {
        if (isReplicated)
        {
            return;
        }

        isReplicated = true;
        await reader.PutParameterAsync("/domicile/topology", Topology);
        foreach (var secret in new[] { "register/server", "keys/server", "s1/server", "hash-key" })
        {
            await Eu.Calls.CallAsync(JsonService.Secrets, "ReplicateSecretToRegions", new JsonObject
            {
                ["SecretId"] = $"domicile/eu/{secret}",
                ["AddReplicaRegions"] = new JsonArray(new JsonObject { ["Region"] = reader.Name }),
            });
        }

        await Eu.ReplicateKeyAsync("domicile-eu-keys-1", reader);
    }

    /// <summary>What a question that counts is answered with.</summary>
    internal async Task<long> CountAsync(NodeAddress node, string sql)
    {
        await using var database = node.Open("tests", 1);
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>All that the servers said.</summary>
    internal string Logs => string.Join("\n--\n", programs.Select(program => program.Log));

    private string TopologyFile => Path.Combine(folder, "domicile.json");

    private static string Topology =>
        """
        {
          "version": 1,
          "platform": "aws",
          "regions": [
            { "name": "eu", "sites": [
                { "name": "eu-west-1", "role": "writer" }, { "name": "eu-west-3", "role": "reader" }
              ],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }] },
            { "name": "us", "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }] }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private static async Task<TestBooks> MakeBooksAsync(RunNode node)
    {
        var books = TestBooks.Of(
            "eu",
            await node.CreateDatabaseAsync("register"),
            await node.CreateDatabaseAsync("keys"),
            [await node.CreateDatabaseAsync("s1")]);
        await books.SetUpAsync("0..30000");
        return books;
    }

    private static async Task MakeRegionAsync(CloudSite site, TestBooks books)
    {
        var region = books.Server.Region;
        await site.PutNodeAsync(region, "register", books.Server.Register);
        await site.PutNodeAsync(region, "keys", books.Keys);
        await site.PutNodeAsync(region, "s1", books.Server.Shards.Single().Primary);
        await site.PutSecretAsync($"domicile/{region}/hash-key", string.Concat(Enumerable.Repeat("k4", 32)));
        await site.MakeKeyAsync($"domicile-{region}-keys-1", signs: false);
        await site.MakeKeyAsync($"domicile-{region}-signing", signs: true);
        await site.MakeKeyAsync($"domicile-{region}-audit", signs: true);
        await site.MakeBucketAsync($"domicile-{region}-audit-000000000000");
        await site.MakeQueueAsync($"domicile-{region}");
        await site.MakeQueueAsync($"domicile-{region}-wake");
    }

    private async Task StartServersAsync()
    {
        EuProgram = await StartAsync(Environment("eu", "api", standsStill: true));
        EuApi = HttpOf(EuProgram);
        UsProgram = await StartAsync(Environment("us", "api,workers", standsStill: false));
        UsApi = HttpOf(UsProgram);
        Runtime = new CloudRuntime(
            Eu,
            HttpOf(await StartAsync(Environment("eu", "workers", standsStill: true))),
            HttpOf(await StartAsync(Environment("", "central", standsStill: true))));
    }

    private async Task MakeCentreAsync()
    {
        var central = await TestNode.CreateWorldDatabaseAsync();
        var target = new MigrationTarget("central", central.Owner, [LedgerSchema.Central], [central.Server.User]);
        Assert.Null((await new FleetMigrator("tests").RunAsync([target], CancellationToken.None)).Single().Failure);
        Central = central.Server;
        await Eu.PutLoginAsync("domicile/central/server", Central, Central.Host);
        await Eu.MakeQueueAsync("domicile-central");
    }

    private T Own<T>(T one)
        where T : IDisposable
    {
        owned.Add(one);
        return one;
    }
}
