using System.Net;
using System.Text.Json.Nodes;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Privacy;

public sealed class RequestTests(ServerFixture fixture)
{
    private const string Requests = "/v1/privacy/requests";

    private readonly TestServer server = fixture.Server;

    private Call Officer => new(server.Tokens.Make("dora", "privacy-officer"));

    [Fact]
    public async Task A_letter_is_recorded_extended_and_ended_and_its_deadline_is_shown()
    {
        var anna = await server.AddUserAsync();
        var body = $$"""{"user":"{{anna}}","kind":"access","reason":"By letter.","askedAt":"{{Yesterday()}}"}""";
        var made = await server.SendAsync("POST", Requests, body, Officer);
        var again = await server.SendAsync("POST", Requests, body, Officer);
        var path = $"{Requests}/{made.Text("id")}";

        Assert.Equal(("open", "dora", "privacy-officer", "By letter."), Words(made));
        Assert.Equal(made.Text("id"), again.Text("id"));
        Assert.InRange(made.Json["daysLeft"]!.GetValue<int>(), 26, 30);
        Assert.Contains(made.Text("id"), await ListedAsync("open"));

        var extended = await server.SendAsync("POST", $"{path}/extension", """{"reason":"Archives."}""", Officer);
        Assert.Equal((HttpStatusCode.OK, "Archives."), (extended.Status, extended.Text("extensionReason")));
        Assert.Equal(extended.Text("extendedUntil"), extended.Text("deadline"));
        (await server.SendAsync("POST", $"{path}/extension", """{"reason":"More."}""", Officer))
            .MustBe("request-closed", 422);

        var ended = await server.SendAsync("POST", $"{path}/end", """{"state":"done"}""", Officer);
        Assert.Equal("done", ended.Text("state"));
        Assert.Null(ended.Json["daysLeft"]);
        Assert.DoesNotContain(made.Text("id"), await ListedAsync("open"));
        Assert.Contains(made.Text("id"), await ListedAsync("done"));
        Assert.Equal(ended.Body, (await server.SendAsync("GET", path, options: Officer)).Body);
    }

    [Fact]
    public async Task A_list_shows_no_reasons()
    {
        var anna = await server.AddUserAsync();
        var body = $$"""{"user":"{{anna}}","kind":"erasure","reason":"MARKERREASON"}""";
        await server.SendAsync("POST", Requests, body, Officer);

        var list = await server.SendAsync("GET", $"{Requests}?limit=500", options: Officer);

        Assert.Contains(anna, list.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKERREASON", list.Body, StringComparison.Ordinal);
    }

    private static (string, string, string, string) Words(TestAnswer answer) =>
        (answer.Text("state"), answer.Text("askedBy"), answer.Text("askedByRole"), answer.Text("reason"));

    private static string Yesterday() =>
        TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    private async Task<string> ListedAsync(string state)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await server.SendAsync("GET", $"{Requests}?state={state}&limit=100{cursor}", options: Officer);
            ids.AddRange(page.Json["requests"]!.AsArray().Select(request => request!["id"]!.GetValue<string>()));
            cursor = page.Json["nextCursor"] is JsonNode next ? $"&cursor={next.GetValue<string>()}" : null;
        }

        return string.Join(' ', ids);
    }
}
