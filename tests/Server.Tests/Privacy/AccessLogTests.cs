using System.Net;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Privacy;

public sealed class AccessLogTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Whoever_is_shown_personal_data_is_noted_and_whoever_is_refused_is_not()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        string[] calls =
        [
            "/v1/users/{id}", "/v1/users/{id}/accounts", "/v1/users/{id}/balances", "/v1/users/{id}/transfers",
            "/v1/users/{id}/statistics",
        ];
        foreach (var call in calls)
        {
            var path = call.Replace("{id}", anna, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", path)).Status);
            (await server.SendAsync("GET", path, options: new(server.Tokens.Of(bob)))).MustBe("not-allowed", 403, "id");
        }

        await server.SendAsync("GET", $"/v1/users/{anna}", options: new(server.Tokens.Of(anna)));
        await server.SendAsync(
            "GET", $"/v1/users/{anna}", options: new(server.Tokens.Make("dora", "privacy-officer")));

        Assert.Equal(
            [
                "dora privacy-officer GET /v1/users/{id} privacy-office",
                $"{anna} user GET /v1/users/{{id}} access",
                .. calls.Reverse().Select(call => $"operator operator GET {call} operation"),
            ],
            await ReadAsync(anna));
    }

    [Fact]
    public async Task Reading_the_log_is_noted_too_and_pages_lead_to_its_beginning()
    {
        var anna = await server.AddUserAsync();
        var own = new Call(server.Tokens.Of(anna));
        await server.SendAsync("GET", $"/v1/users/{anna}", options: own);
        await server.SendAsync("GET", $"/v1/users/{anna}/access-log", options: own);

        var first = await server.SendAsync("GET", $"/v1/users/{anna}/access-log?limit=1", options: own);
        var next = await server.SendAsync(
            "GET", $"/v1/users/{anna}/access-log?limit=1&cursor={first.Text("nextCursor")}", options: own);

        Assert.Equal("GET /v1/users/{id}/access-log", Call(first));
        Assert.Equal("GET /v1/users/{id}", Call(next));
        (await server.SendAsync("GET", $"/v1/users/{anna}/access-log?cursor=x", options: own))
            .MustBe("field-invalid", 400, "cursor");

        static string Call(TestAnswer answer) => answer.Json["entries"]![0]!["call"]!.GetValue<string>();
    }

    private async Task<IEnumerable<string>> ReadAsync(string user)
    {
        var log = await server.SendAsync(
            "GET", $"/v1/users/{user}/access-log", options: new(server.Tokens.Make("dora", "privacy-officer")));
        return log.Json["entries"]!.AsArray().Select(entry =>
            $"{entry!["who"]} {entry["role"]} {entry["call"]} {entry["right"]}");
    }
}
