using System.Net;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Privacy;

public sealed class RectificationTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Each_field_is_replaced_or_taken_away_and_what_is_left_out_stays()
    {
        var anna = await AddAsync("Anna", "anna@example.org");
        var own = new Call(server.Tokens.Of(anna));

        var renamed = await PatchAsync(anna, """{"name":"Anna Nováková"}""", own);
        Assert.Equal(("Anna Nováková", "anna@example.org", "1970-12-13"), Details(renamed));

        var emptied = await PatchAsync(anna, """{"email":null,"birthDate":null}""", own);
        Assert.Equal(("Anna Nováková", null, null), Details(emptied));
        Assert.Equal(emptied.Body, (await server.SendAsync("GET", $"/v1/users/{anna}", options: own)).Body);
    }

    [Fact]
    public async Task Every_correction_is_recorded_as_the_use_of_a_right()
    {
        var anna = await AddAsync("Anna", null);
        await PatchAsync(anna, """{"name":"Anne"}""", new(server.Tokens.Of(anna)));

        var officer = new Call(server.Tokens.Make("dora", "privacy-officer"));
        var done = await server.SendAsync("GET", "/v1/privacy/requests?state=done&limit=500", options: officer);

        var request = Assert.Single(
            done.Json["requests"]!.AsArray(), request => request!["user"]!.GetValue<string>() == anna)!;
        Assert.Equal(
            ("rectification", anna, "user"),
            (request["kind"]!.GetValue<string>(), request["askedBy"]!.GetValue<string>(),
                request["askedByRole"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Users_are_found_by_email_without_details_and_that_is_noted()
    {
        var anna = await AddAsync("Anna", "Lookup.Anna@example.org");
        var officer = new Call(server.Tokens.Make("dora", "privacy-officer"));

        var found = await server.SendAsync("GET", "/v1/users?email=lookup.anna%40EXAMPLE.org", options: officer);

        Assert.Equal(anna, Assert.Single(found.Json["users"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.DoesNotContain("Anna", found.Body, StringComparison.Ordinal);
        var log = await server.SendAsync("GET", $"/v1/users/{anna}/access-log", options: officer);
        Assert.Equal("GET /v1/users", log.Json["entries"]![0]!["call"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_refusal_and_no_line_of_the_log_repeats_an_address()
    {
        var refused = await server.SendAsync("GET", "/v1/users?email=markeraddress");
        refused.MustBe("field-invalid", 400, "email");
        var twice = await server.SendAsync("GET", "/v1/users?email=markeraddress@x.org&email=b");

        Assert.DoesNotContain("markeraddress", refused.Body + twice.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("markeraddress", server.Program.Log, StringComparison.Ordinal);
    }

    private static (string?, string?, string?) Details(TestAnswer answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return (Text("name"), Text("email"), Text("birthDate"));

        string? Text(string field) => answer.Json[field]?.GetValue<string>();
    }

    private Task<TestAnswer> PatchAsync(string user, string body, Call call) =>
        server.SendAsync("PATCH", $"/v1/users/{user}", body, call);

    private async Task<string> AddAsync(string name, string? email)
    {
        var address = email is null ? "null" : $"\"{email}\"";
        var made = await server.SendAsync(
            "POST", "/v1/users", $$"""{"name":"{{name}}","email":{{address}},"birthDate":"1970-12-13"}""");
        return made.Text("id");
    }
}
