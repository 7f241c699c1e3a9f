using System.Net.Http.Headers;
using System.Text;
using Domicile.Ledger;
using Domicile.Server.Access.Issuers;
using Domicile.Server.Hosting;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Workers;
using Domicile.Sharding.Topology.Callers;
using Domicile.Testing;
using Microsoft.AspNetCore.Builder;

namespace Domicile.Server.Tests.Running;

/// <summary>
/// A region's server in this process, put together from parts that a test chooses, over books of its own. Listens on
/// this machine.
/// </summary>
internal sealed class PartsServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private PartsServer(WebApplication app, TestBooks books, string url)
    {
        this.app = app;
        Books = books;
        Http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };
    }

    public TestBooks Books { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Starts a server of region eu over two new shards and waits until it is ready.</summary>
    /// <param name="trust">Whose tokens count.</param>
    /// <param name="choose">Changes the parts.</param>
    public static async Task<PartsServer> StartAsync(TokenTrust trust, Func<ServerParts, ServerParts>? choose = null)
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000", "30000..60000");
        return await StartAsync(books, trust, choose);
    }

    /// <summary>The same over books that are there.</summary>
    public static async Task<PartsServer> StartAsync(
        TestBooks books, TokenTrust trust, Func<ServerParts, ServerParts>? choose)
    {
        var url = $"http://127.0.0.1:{TestNode.FreePort()}";
        var parts = new ServerParts(
            "eu",
            url,
            new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey),
            trust)
        {
            OtherRegions = new Dictionary<string, string>(StringComparer.Ordinal) { ["us"] = TestServer.OtherAddress },
            Queues = new RegionQueues { CentralSite = "eu-west-1" },
            Rates = new CallerRates(1_000_000, 1_000_000, 1_000_000),
        };
        var built = RegionServer.Build(choose?.Invoke(parts) ?? parts);
        await built.StartAsync();
        var server = new PartsServer(built, books, url);
        using var answer = await server.Http.GetAsync("/health/ready");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return server;
    }

    public async Task<TestAnswer> SendAsync(string method, string path, string token, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
