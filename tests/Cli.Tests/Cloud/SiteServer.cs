using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Domicile.Testing;

namespace Domicile.Cli.Tests.Cloud;

/// <summary>The real server of one site in AWS, with nothing but its environment, and a caller of its API.</summary>
internal sealed class SiteServer : IAsyncDisposable
{
    public const string Position = "Domicile-Position";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Process process;
    private readonly Task<string> errors;
    private readonly HttpClient http;
    private readonly string token;

    private SiteServer(Process process, string url, string token)
    {
        (this.process, this.token) = (process, token);
        errors = process.StandardError.ReadToEndAsync();
        http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(90) };
    }

    /// <param name="variables">What leads the process to AWS.</param>
    /// <param name="topology">Its file.</param>
    /// <param name="place">Such as (<c>eu</c>, <c>eu-west-1</c>).</param>
    /// <param name="issuer">Whose tokens it trusts.</param>
    public static async Task<SiteServer> StartAsync(
        IReadOnlyDictionary<string, string> variables,
        string topology,
        (string Region, string Site) place,
        TokenIssuer issuer)
    {
        var url = $"http://127.0.0.1:{TestNode.FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Checkout.ServerProgram])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var own = new Dictionary<string, string>(variables, StringComparer.Ordinal)
        {
            ["DOMICILE_TOPOLOGY"] = topology,
            ["DOMICILE_REGION"] = place.Region,
            ["DOMICILE_SITE"] = place.Site,
            ["DOMICILE_ROLES"] = "api",
            ["DOMICILE_URL"] = url,
            ["DOMICILE_ISSUER"] = issuer.Address.OriginalString,
            ["DOMICILE_AUDIENCES"] = TokenIssuer.Client,
            ["AWS_REGION"] = place.Site,
        };
        foreach (var (name, value) in own)
        {
            start.Environment[name] = value;
        }

        var server = new SiteServer(Process.Start(start)!, url, issuer.Operator);
        var line = await server.process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        if (line?.StartsWith("listening on", StringComparison.Ordinal) != true)
        {
            await server.DisposeAsync();
            Assert.Fail($"The server did not start: {line} {await server.errors}");
        }

        _ = server.process.StandardOutput.ReadToEndAsync();
        return server;
    }

    public Task<(HttpStatusCode Status, JsonNode Json, string? Position)> PayAsync(
        string user, string amount, string? position = null) => SendAsync(
        "/v1/transfers",
        $$"""{"from":"external","to":"{{user}}","amount":"{{amount}}","asset":"EUR"}""",
        position);

    public async Task<string> AddUserAsync()
    {
        await SendAsync("/v1/assets", """{"code":"EUR","scale":2}""");
        return (await SendAsync("/v1/users", "{}")).Json["id"]!.GetValue<string>();
    }

    public async Task<string> BalanceAsync(string user)
    {
        using var request = Request(HttpMethod.Get, $"/v1/users/{user}/balances");
        using var answer = await http.SendAsync(request);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return body["balances"]![0]!["balance"]!.GetValue<string>();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        http.Dispose();
        process.Dispose();
    }

    private async Task<(HttpStatusCode Status, JsonNode Json, string? Position)> SendAsync(
        string path, string json, string? position = null)
    {
        using var request = Request(HttpMethod.Post, path);
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (position is not null)
        {
            request.Headers.Add(Position, position);
        }

        using var answer = await http.SendAsync(request);
        return (
            answer.StatusCode,
            JsonNode.Parse(await answer.Content.ReadAsStringAsync())!,
            answer.Headers.TryGetValues(Position, out var values) ? values.First() : null);
    }

    private HttpRequestMessage Request(HttpMethod method, string path) => new(method, path)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };
}
