using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Transfers;

public sealed class BetweenShardsTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_caller_who_waits_is_answered_when_the_money_has_arrived()
    {
        var (anna, bob) = await server.AddStrangersAsync();
        await server.PayAsync("external", anna, "10.00");

        using var answer = await PayAsync(anna, bob, "wait=8");
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("wait=8", answer.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal("completed", body!["state"]!.GetValue<string>());
        var balances = await server.SendAsync("GET", $"/v1/users/{bob}/balances");
        Assert.Equal("4.00", balances.Json["balances"]![0]!["balance"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_caller_who_does_not_wait_is_told_where_to_look()
    {
        var (anna, bob) = await server.AddStrangersAsync();
        await server.PayAsync("external", anna, "10.00");

        using var answer = await PayAsync(anna, bob, null);
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Preference-Applied"));
        Assert.Equal("in-transit", body!["state"]!.GetValue<string>());
        Assert.Equal("6.00", body["balanceAfter"]!.GetValue<string>());
        var seen = await server.SendAsync("GET", answer.Headers.Location!.ToString());
        Assert.Equal(body["id"]!.GetValue<string>(), seen.Text("id"));
    }

    [Fact]
    public async Task A_refund_is_told_with_the_reason_and_so_is_a_repeated_key()
    {
        var anna = await server.AddUserAsync();
        await server.PayAsync("external", anna, "10.00");
        var nobody = TestServer.IsSecond(anna) ? "eu-29998" : "eu-59998";
        var key = Guid.NewGuid().ToString();

        using var answer = await PayAsync(anna, nobody, "respond-async, wait=\"9999\"", key);
        var body = await answer.Content.ReadFromJsonAsync<JsonNode>();
        var again = await server.PayAsync(anna, nobody, "4.00", new Call(Key: key));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("wait=10", answer.Headers.GetValues("Preference-Applied").Single());
        Assert.Equal("refunded payee-unknown", $"{body!["state"]} {body["refusal"]}");
        Assert.Equal((HttpStatusCode.Created, "refunded"), (again.Status, again.Text("state")));
        Assert.Equal("payee-unknown", again.Text("refusal"));
    }

    [Fact]
    public async Task A_payee_of_another_region_is_accepted_and_nothing_about_it_is_asked()
    {
        var anna = await server.AddUserAsync();
        await server.PayAsync("external", anna, "10.00");

        var answer = await server.PayAsync(anna, "us-1", "4.00");

        Assert.Equal((HttpStatusCode.Accepted, "in-transit"), (answer.Status, answer.Text("state")));
    }

    private async Task<HttpResponseMessage> PayAsync(
        string from, string to, string? prefer, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/transfers")
        {
            Content = JsonContent.Create(new { from, to, amount = "4.00", asset = "EUR" }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {server.Tokens.Operator}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (prefer is not null)
        {
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
        }

        return await server.Http.SendAsync(request);
    }
}
