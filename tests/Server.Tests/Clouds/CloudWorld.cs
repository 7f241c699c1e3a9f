using System.Globalization;
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
/// A world on AWS with moto in the part of AWS: region eu as functions, region us as servers that run on, and the
/// central function, each the real program with nothing but its environment.
/// </summary>
public sealed class CloudWorld : IAsyncLifetime
{
    private const string Client = "client-1";

    private readonly string folder = Directory.CreateTempSubdirectory("domicile-cloud-").FullName;
    private readonly List<ServerProgram> programs = [];
    private readonly List<IDisposable> owned = [];

    internal LocalIssuer EuIssuer { get; } = new();

    internal LocalIssuer UsIssuer { get; } = new();

    internal CloudSite Eu { get; private set; } = null!;

    internal CloudSite Us { get; private set; } = null!;

    internal TestBooks EuBooks { get; private set; } = null!;

    internal NodeAddress Central { get; private set; } = null!;

    internal HttpClient EuApi { get; private set; } = null!;

    internal HttpClient UsApi { get; private set; } = null!;

    /// <summary>The runtime of Lambda: hands messages to functions.</summary>
    internal CloudRuntime Runtime { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var moto = await StandIns.Moto.AddressAsync();
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", moto.OriginalString);
        Eu = Own(new CloudSite(SiteAccess.FromEnvironment("eu-west-1"), moto));
        Us = Own(new CloudSite(SiteAccess.FromEnvironment("us-east-1"), moto));
        EuBooks = await MakeRegionAsync(Eu, "eu");
        await MakeRegionAsync(Us, "us");
        await MakeCentreAsync();
        await File.WriteAllTextAsync(TopologyFile, Topology);
        await Eu.PutParameterAsync("/domicile/topology", Topology);
        EuApi = await StartAsync(Eu, ("eu", "api", true), EuIssuer);
        UsApi = await StartAsync(Us, ("us", "api,workers", false), UsIssuer);
        Runtime = new CloudRuntime(
            Eu,
            await StartAsync(Eu, ("eu", "workers", true), EuIssuer),
            await StartAsync(Eu, ("", "central", true), null));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs)
        {
            await program.DisposeAsync();
        }

        owned.ForEach(one => one.Dispose());
        EuIssuer.Dispose();
        UsIssuer.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    internal string TokenOf(LocalIssuer issuer) => issuer.Sign(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["sub"] = "eva", ["client_id"] = Client, ["token_use"] = "access", ["cognito:groups"] = new[] { "operator" },
    });

    /// <summary>All that the servers said.</summary>
    internal string Logs => string.Join("\n--\n", programs.Select(program => program.Log));

    private string TopologyFile => Path.Combine(folder, "domicile.json");

    private static string Topology =>
        """
        {
          "version": 1,
          "platform": "aws",
          "regions": [
            { "name": "eu", "sites": [{ "name": "eu-west-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }] },
            { "name": "us", "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }] }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private static async Task<TestBooks> MakeRegionAsync(CloudSite site, string region)
    {
        var books = await TestBooks.CreateAsync(region, "0..30000");
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
        return books;
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

    private async Task<HttpClient> StartAsync(
        CloudSite site, (string Region, string Roles, bool StandsStill) kind, LocalIssuer? issuer)
    {
        var url = $"http://127.0.0.1:{TestNode.FreePort().ToString(CultureInfo.InvariantCulture)}";
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOMICILE_TOPOLOGY"] = site == Eu ? "ssm:/domicile/topology" : TopologyFile,
            ["DOMICILE_REGION"] = kind.Region,
            ["DOMICILE_DATABASE_ROOTS"] = "none",
            ["DOMICILE_SITE"] = site.Name,
            ["DOMICILE_ROLES"] = kind.Roles,
            ["DOMICILE_HOST"] = kind.StandsStill ? "lambda" : "",
            ["AWS_LWA_ERROR_STATUS_CODES"] = kind is { StandsStill: true, Roles: not "api" } ? "400-599" : "",
            ["DOMICILE_URL"] = url,
            ["DOMICILE_ISSUER"] = issuer?.Address.OriginalString ?? "",
            ["DOMICILE_AUDIENCES"] = Client,
            ["AWS_REGION"] = site.Name,
        };
        var program = ServerProgram.Start(environment);
        programs.Add(program);
        var line = await program.FirstLineAsync();
        Assert.True(line == $"listening on {url}", program.Log);
        return Own(new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(90) });
    }

    private T Own<T>(T one)
        where T : IDisposable
    {
        owned.Add(one);
        return one;
    }
}
