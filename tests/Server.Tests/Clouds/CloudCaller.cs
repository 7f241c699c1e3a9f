using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Domicile.Server.Tests.Access.Issuers;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Clouds;

/// <summary>An operator of one region who calls one of its servers.</summary>
/// <param name="http">To the server.</param>
/// <param name="token">Signed by the region's issuer, unless a test says otherwise.</param>
internal sealed class CloudCaller(HttpClient http, string token)
{
    public static CloudCaller OfEu(CloudWorld world) => new(world.EuApi, world.TokenOf(world.EuIssuer));

    public static CloudCaller OfUs(CloudWorld world) => new(world.UsApi, world.TokenOf(world.UsIssuer));

    /// <summary>The same server with another issuer's token.</summary>
    public CloudCaller As(CloudWorld world, LocalIssuer issuer) => new(http, world.TokenOf(issuer));

    public CloudCaller As(string other) => new(http, other);

    /// <summary>Makes a user, and the asset that all tests pay with.</summary>
    public async Task<string> AddUserAsync()
    {
        Good(await PostAsync("/v1/assets", """{"code":"EUR","scale":2}"""));
        return Good(await PostAsync("/v1/users", "{}")).Text("id");
    }

    /// <summary>Pays; the answer is a refusal or what became of it.</summary>
    public Task<TestAnswer> PayAsync(string from, string to, string amount) => PostAsync(
        "/v1/transfers", $$"""{"from":"{{from}}","to":"{{to}}","amount":"{{amount}}","asset":"EUR"}""");

    /// <summary>Makes a user who has so much.</summary>
    public async Task<string> AddUserAsync(string amount)
    {
        var user = await AddUserAsync();
        Good(await PayAsync("external", user, amount));
        return user;
    }

    /// <summary>What is in a user's wallet, such as <c>4.00</c>; empty without one.</summary>
    public async Task<string> BalanceAsync(string user)
    {
        var answer = Good(await GetAsync($"/v1/users/{user}/balances"));
        return answer.Json["balances"]!.AsArray() is [{ } first, ..] ? first["balance"]!.GetValue<string>() : "";
    }

    public async Task<string> StateAsync(string user, string transfer) =>
        Good(await GetAsync($"/v1/users/{user}/transfers/{transfer}")).Text("state");

    public Task<TestAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    /// <param name="key">Of idempotency; null for a new one.</param>
    public Task<TestAnswer> PostAsync(string path, string json, string? key = null) =>
        SendAsync(HttpMethod.Post, path, json, key ?? Guid.NewGuid().ToString());

    /// <summary>An answer that is no refusal.</summary>
    public static TestAnswer Good(TestAnswer answer)
    {
        Assert.True(answer.Status < HttpStatusCode.BadRequest, answer.Body);
        return answer;
    }

    private async Task<TestAnswer> SendAsync(HttpMethod method, string path, string? json, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            request.Headers.Add("Idempotency-Key", key);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await TestAnswer.ReadAsync(response);
    }
}
