using System.Net;
using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger;
using Domicile.Ledger.Audit.Documents;
using Domicile.Local.Folders;
using Domicile.Local.Servers;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Callers;
using Domicile.Sharding.Topology.Institutions;
using Domicile.Testing;

namespace Domicile.Server.Tests.Running;

/// <summary>
/// A running server of region eu over a register, keys and two shards of its own, with its tokens and an HTTP client.
/// Users fall on the shards in turn: the first on s1, the second on s2.
/// </summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string OtherAddress = "http://127.0.0.1:5999";

    private readonly string folder = Directory.CreateTempSubdirectory("domicile-server-").FullName;
    private ServerProgram? program;

    private static readonly string CertificatePem = NewPem();

    private TestServer(TestBooks books) => Books = books;

    public TestBooks Books { get; }

    public string Url { get; } = $"http://127.0.0.1:{TestNode.FreePort()}";

    public TestTokens Tokens { get; } = new("eu");

    /// <summary>What it signs certificates with.</summary>
    public SigningKeyFile CertificateKey => new(Path.Combine(folder, "signing.pem"), "certificate key");

    public HttpClient Http { get; private set; } = new();

    public string ConfigFile => Path.Combine(folder, "server.json");

    public ServerProgram Program => program ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>How much of each caller it takes; more than any test sends, unless said otherwise.</summary>
    public CallerRates Rates { get; set; } = new(1_000_000, 1_000_000, 1_000_000);

    /// <summary>A region whose server is not started yet.</summary>
    public static async Task<TestServer> CreateAsync()
    {
        var server = new TestServer(await TestBooks.CreateAsync("eu", "0..30000", "30000..60000"));
        var central = await TestNode.CreateWorldDatabaseAsync();
        var target = new MigrationTarget("central", central.Owner, [LedgerSchema.Central], [central.Server.User]);
        Assert.Null((await new FleetMigrator("tests").RunAsync([target], CancellationToken.None)).Single().Failure);
        server.Central = central.Server;
        server.Write(server.Books.Server);
        return server;
    }

    /// <summary>The central database, without figures.</summary>
    private NodeAddress Central { get; set; } = null!;

    public static async Task<TestServer> StartAsync()
    {
        var server = await CreateAsync();
        await server.RunAsync();
        return server;
    }

    /// <summary>Writes the server's file; nodes may be other ones than the region's.</summary>
    public void Write(RegionNodes nodes)
    {
        File.WriteAllBytes(Path.Combine(folder, "hash.key"), Books.HashKey);
        File.WriteAllText(CertificateKey.Path, CertificatePem);
        new ServerFile(
            "eu",
            Url,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["us"] = OtherAddress },
            nodes,
            Books.Keys,
            Central,
            Books.WrappingKeys.Path,
            Path.Combine(folder, "hash.key"),
            Tokens.PublicKey)
        {
            Rates = Rates,
            CertificateKeyFile = CertificateKey.Path,
            ObjectFolder = Path.Combine(folder, "objects"),
            Documents = new DocumentRules(10, [ProfileDetail.Name]),
        }.Write(ConfigFile);
    }

    /// <summary>Starts the program and waits until it listens and was ready once.</summary>
    public async Task RunAsync(bool untilReady = true)
    {
        program = ServerProgram.Start("--config", ConfigFile);
        Assert.Equal($"listening on {Url}", await program.FirstLineAsync());
        Http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(30) };
        if (untilReady)
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync("GET", "/health/ready")).Status);
        }
    }

    /// <summary>Sends a request; as an operator unless <paramref name="options"/> says otherwise.</summary>
    public async Task<TestAnswer> SendAsync(string method, string path, string? json = null, Call? options = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var call = options ?? new Call();
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        var token = call.Token ?? Tokens.Operator;
        if (token.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        var key = call.Key ?? (method == "POST" ? Guid.NewGuid().ToString() : "");
        if (key.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        using var response = await Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }

    /// <summary>Makes a user and answers its id.</summary>
    public async Task<string> AddUserAsync()
    {
        var answer = await SendAsync("POST", "/v1/users", "{}");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        return answer.Text("id");
    }

    /// <summary>Makes users until two of them are on the same shard.</summary>
    public async Task<(string First, string Second)> AddNeighboursAsync()
    {
        var users = new List<string>();
        while (true)
        {
            var user = await AddUserAsync();
            if (users.Find(other => IsSecond(other) == IsSecond(user)) is { } neighbour)
            {
                return (neighbour, user);
            }

            users.Add(user);
        }
    }

    /// <summary>Makes two users on different shards.</summary>
    public async Task<(string First, string Second)> AddStrangersAsync()
    {
        var first = await AddUserAsync();
        while (true)
        {
            var second = await AddUserAsync();
            if (IsSecond(first) != IsSecond(second))
            {
                return (first, second);
            }
        }
    }

    public async Task<TestAnswer> PayAsync(string from, string to, string amount, Call? options = null) =>
        await SendAsync(
            "POST",
            "/v1/transfers",
            $$"""{"from":"{{from}}","to":"{{to}}","amount":"{{amount}}","asset":"EUR"}""",
            options);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (program is not null)
        {
            await program.DisposeAsync();
        }

        Tokens.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static string NewPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    // Shard s2 has the numbers from 30,000 on.
    public static bool IsSecond(string user) => int.Parse(user[3..]) >= 30_000;
}
