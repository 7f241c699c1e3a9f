using System.Text.Json.Nodes;
using Domicile.Aws.Calls;
using Domicile.Aws.Secrets;
using Domicile.Server.Access.Issuers;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Domicile.Testing.Aws;

namespace Domicile.Server.Tests.Events;

/// <summary>
/// The API's function of region eu over a PostgreSQL of its own with a replica, which enters it by a login out of
/// Secrets Manager, believes an issuer, and has a clock that a test moves on.
/// </summary>
internal sealed class Standstill : IAsyncDisposable
{
    private const string Client = "client-1";
    private static int count;

    private readonly RunNode node;
    private readonly SignedCalls calls;
    private readonly SecretLogins logins;
    private readonly string secret;

    private Standstill(RunNode node, SignedCalls calls)
    {
        (this.node, this.calls) = (node, calls);
        secret = $"domicile/eu/standstill-{Interlocked.Increment(ref count)}/server";
        logins = new SecretLogins(calls, secret, Time);
    }

    public LeapingTime Time { get; } = new();

    public LocalIssuer Issuer { get; } = new();

    public TestBooks Books { get; private set; } = null!;

    public RunNode Replica { get; private set; } = null!;

    public PartsServer Server { get; private set; } = null!;

    /// <param name="standsStill">False for a server that runs on.</param>
    public static async Task<Standstill> StartAsync(bool standsStill = true)
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL", (await StandIns.Moto.AddressAsync()).OriginalString);
        var made = new Standstill(
            await RunNode.StartAsync("standstill", connectionsMax: 100),
            new SignedCalls(SiteAccess.FromEnvironment("eu-west-2"), TimeProvider.System));
        await made.CallAsync("CreateSecret", "Name", "domicile_server", "test");
        await made.MakeBooksAsync();
        made.Server = await PartsServer.StartAsync(made.Books, made.Trust(), parts => parts with
        {
            StandsStill = standsStill,
            Roles = ["api"],
            Ledger = parts.Ledger with
            {
                Time = made.Time,
                Nodes = made.WithLogins(parts.Ledger.Nodes),
                Keys = parts.Ledger.Keys with { Logins = made.logins },
                ConnectionsPerShardMax = standsStill ? 2 : 8,
            },
        });
        return made;
    }

    public string Token => Issuer.Sign(new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["sub"] = "eva", ["client_id"] = Client, ["token_use"] = "access", ["cognito:groups"] = new[] { "operator" },
    });

    public Task<TestAnswer> GetAsync(string path) => Server.SendAsync("GET", path, Token);

    public Task<TestAnswer> PostAsync(string path, string json) => Server.SendAsync("POST", path, Token, json);

    public Task<TestAnswer> PayAsync(string to, string amount) => PostAsync(
        "/v1/transfers", $$"""{"from":"external","to":"{{to}}","amount":"{{amount}}","asset":"EUR"}""");

    /// <summary>Makes a user who has so much.</summary>
    public async Task<string> AddUserAsync(string amount)
    {
        Clouds.CloudCaller.Good(await PostAsync("/v1/assets", """{"code":"EUR","scale":2}"""));
        var user = Clouds.CloudCaller.Good(await PostAsync("/v1/users", "{}")).Text("id");
        Clouds.CloudCaller.Good(await PayAsync(user, amount));
        return user;
    }

    /// <summary>Ends every connection to the primary, as a node does when nobody answers it.</summary>
    public Task CutAsync() => RunAsync(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        + "where datname in ('register', 'keys', 's1', 's2') and backend_type = 'client backend'");

    /// <summary>Gives a login another password, and tells the secret, as a rotation does.</summary>
    public async Task RotateAsync(string user, string password)
    {
        await RunAsync($"alter role {user} password '{password}'");
        await CallAsync("PutSecretValue", "SecretId", user, password);
    }

    /// <summary>The login that takes turns with the first one.</summary>
    public Task AddSecondLoginAsync() => RunAsync(
        "create role domicile_server_b login password 'unset' in role domicile_server",
        "grant connect on database register, keys, s1, s2 to domicile_server_b");

    public async Task RunAsync(params IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            await TestSql.RunAsync(node.Database("postgres").Admin, statement);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        logins.Dispose();
        calls.Dispose();
        Issuer.Dispose();
    }

    private async Task MakeBooksAsync()
    {
        Books = TestBooks.Of(
            "eu",
            await node.CreateDatabaseAsync("register"),
            await node.CreateDatabaseAsync("keys"),
            [await node.CreateDatabaseAsync("s1"), await node.CreateDatabaseAsync("s2")]);
        await Books.SetUpAsync("0..30000", "30000..60000");
        Replica = await node.FollowAsync("standstill-replica");
    }

    private RegionNodes WithLogins(RegionNodes nodes) => new(
        nodes.Region,
        nodes.Register with { Logins = logins },
        [
            .. nodes.Shards.Select(shard => new ShardNodes(
                shard.Name,
                shard.Primary with { Logins = logins },
                [shard.Primary with { Logins = logins, Port = Replica.Node.Port }])),
        ]);

    private IssuerTrust Trust() => new(
        new IssuerTerms("eu", Issuer.Address, [Client]), new SocketsHttpHandler(), Time);

    private Task CallAsync(string operation, string name, string user, string password) => calls.CallAsync(
        JsonService.Secrets,
        operation,
        new JsonObject
        {
            [name] = secret,
            ["SecretString"] = new JsonObject { ["username"] = user, ["password"] = password }.ToJsonString(),
        });
}
