using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Domicile.Cli.Client;
using Domicile.Cli.Tokens;
using Domicile.Local.Folders;
using Domicile.Local.Ground;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Tests.Residency;

/// <summary>
/// A running world of three regions, one of them with a reader site, and in each region a user with a name that must
/// not be seen anywhere else.
/// </summary>
public sealed class ThreeRegions : IAsyncLifetime, IProgress<WorldEvent>
{
    public const string Secret = "Vlasta";

    private const string Topology = """
        {
          "version": 1,
          "regions": [
            {
              "name": "eu",
              "sites": [{ "name": "eu-west-1", "role": "writer" }, { "name": "eu-west-3", "role": "reader" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
            },
            {
              "name": "us",
              "sites": [{ "name": "us-east-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"], "replicas": 1 }]
            },
            {
              "name": "ap",
              "sites": [{ "name": "ap-south-1", "role": "writer" }],
              "shards": [{ "name": "s1", "ranges": ["0..30000"] }]
            }
          ],
          "central": { "site": "eu-west-1" }
        }
        """;

    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("domicile-regions-");
    private readonly HttpClient http = new();
    private World? world;

    public WorldAddresses Addresses => world!.Addresses;

    /// <summary>A user of each region.</summary>
    public Dictionary<string, string> Users { get; } = new(StringComparer.Ordinal);

    internal RegionTokens Tokens => new(Addresses.Folder, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        var file = Path.Combine(parent.FullName, "domicile.json");
        await File.WriteAllTextAsync(file, Topology);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        world = await World.StartAsync(
            new WorldOptions(new WorldFolder(Path.Combine(parent.FullName, "world")), file)
            {
                BasePort = FreePorts.SideBySide(4),
                ServerProgram = Checkout.ServerProgram,
            },
            this,
            limit.Token);
        foreach (var region in Addresses.World.Regions)
        {
            using var client = new RegionClient(
                Addresses.World.ServerUrl(region), Tokens.ForOperator(region), Patience.OfOneCall);

            // The third user of its region, so that its number says something.
            for (var i = 0; i < 3; i++)
            {
                var user = await client.CreateUserAsync(new NewUser(Secret, null, null), $"k{i}", limit.Token);
                Users[region] = user.ValueOrThrow().Id;
            }
        }
    }

    /// <summary>All operations of a server's document that take a token, as <c>GET /v1/assets</c>.</summary>
    internal async Task<IReadOnlyList<string>> OperationsAsync(WorldServer server)
    {
        var document = JsonNode.Parse(await http.GetStringAsync($"{server.Url}/openapi/v1.json"))!;
        return [.. from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where operation.Value!["security"] is not null
            select $"{operation.Key.ToUpperInvariant()} {path.Key}"];
    }

    internal async Task<(int Status, JsonNode? Json, string Body)> SendAsync(
        WorldServer server, string operation, string? body, string? token)
    {
        var parts = operation.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), server.Url + parts[1]);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, text);
    }

    internal async Task<long> RefusalCountAsync(WorldServer server)
    {
        using var health = JsonDocument.Parse(await http.GetStringAsync($"{server.Url}/health/live"));
        return health.RootElement.GetProperty("residencyRefusals").GetInt64();
    }

    public void Report(WorldEvent value)
    {
        // Nobody watches.
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (world is not null)
        {
            await world.DisposeAsync();
        }

        parent.Delete(recursive: true);
    }
}
