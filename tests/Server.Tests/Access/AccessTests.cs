using System.Net;
using System.Text;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Access;

public sealed class AccessTests(ServerFixture fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task No_call_of_the_api_works_without_a_valid_token()
    {
        using var strangers = new TestTokens("eu");
        using var others = new TestTokens("us");
        var anna = await server.AddUserAsync();
        foreach (var (method, path) in ApiCalls.All)
        {
            var call = ApiCalls.Fill(path, anna);
            await RefusedAsync("", "token-missing");
            await RefusedAsync("x", "token-invalid");
            await RefusedAsync("a.b.c", "token-invalid");
            await RefusedAsync(server.Tokens.Operator[..^9] + "AAAAAAAA", "token-invalid");
            await RefusedAsync(Unsigned(), "token-invalid");
            await RefusedAsync(strangers.Operator, "token-invalid");
            await RefusedAsync(server.Tokens.Make("operator", "admin"), "token-invalid");
            await RefusedAsync(server.Tokens.Make("operator", "user"), "token-invalid");
            await RefusedAsync(server.Tokens.Make("us-1", "user"), "token-invalid");
            await RefusedAsync(server.Tokens.Make("", "operator"), "token-invalid");
            await RefusedAsync(Lasting(TimeSpan.FromMinutes(-2)), "token-expired");
            await RefusedAsync(Lasting(TimeSpan.FromHours(5)), "token-expired");
            await RefusedAsync(server.Tokens.Make("operator", "operator", issuer: "us"), "token-of-other-region");
            await RefusedAsync(others.Operator, "token-of-other-region");
            await RefusedAsync(others.Of("us-1"), "token-of-other-region");

            async Task RefusedAsync(string token, string problem)
            {
                var answer = await server.SendAsync(method, call, ApiCalls.Body(path, anna), new(token));
                answer.MustBe(problem, 401, "Authorization");
                Assert.StartsWith(
                    "Bearer realm=\"domicile:eu\"", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
                Assert.DoesNotContain(anna, answer.Body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_token_of_another_region_is_told_where_that_region_is()
    {
        using var others = new TestTokens("us");
        var answer = await server.SendAsync("GET", "/v1/assets", options: new(others.Of("us-1")));
        answer.MustBe("token-of-other-region", 401, "Authorization");
        Assert.Equal(("us", TestServer.OtherAddress), (answer.Text("region"), answer.Text("address")));
    }

    [Fact]
    public async Task A_user_pays_from_its_own_book_at_the_present_time_only()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        var own = new Call(server.Tokens.Of(anna));
        (await server.PayAsync(bob, anna, "1", own)).MustBe("not-allowed", 403, "from");
        (await server.PayAsync("external", anna, "1", own)).MustBe("not-allowed", 403, "from");
        (await server.PayAsync("eu-29999", anna, "1", own)).MustBe("not-allowed", 403, "from");
        var back = await server.SendAsync(
            "POST",
            "/v1/transfers",
            $$"""{"from":"{{anna}}","to":"external","amount":"1","asset":"EUR","effectiveAt":"1996-07-28T00:00:00Z"}""",
            own);
        back.MustBe("not-allowed", 403, "effectiveAt");
    }

    [Fact]
    public async Task Whether_another_user_exists_is_not_told_to_users()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        var own = new Call(server.Tokens.Of(anna));
        var there = await server.SendAsync("GET", $"/v1/users/{bob}", options: own);
        var not = await server.SendAsync("GET", "/v1/users/eu-29999", options: own);
        there.MustBe("not-allowed", 403, "id");
        Assert.Equal(there.Text("detail"), not.MustBe("not-allowed", 403, "id").Text("detail"));
    }

    [Fact]
    public async Task A_user_of_another_region_is_sent_there_and_nothing_is_said_of_it()
    {
        foreach (var token in new[] { server.Tokens.Operator, server.Tokens.Of("eu-1") })
        {
            var answer = await server.SendAsync("GET", "/v1/users/us-4711/balances", options: new(token));
            answer.MustBe("other-region", 421, "id");
            Assert.Equal(("us", TestServer.OtherAddress), (answer.Text("region"), answer.Text("address")));
            Assert.DoesNotContain("4711", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_and_docs_need_no_token()
    {
        string[] open = ["/health/live", "/health/ready", "/openapi/v1.json", "/docs", "/docs/problems", "/"];
        foreach (var path in open)
        {
            var answer = await server.SendAsync("GET", path, options: new(""));
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        }
    }

    // Not before two hours before its end: a token with five hours to go is not valid yet.
    private string Lasting(TimeSpan life) => server.Tokens.Make("operator", "operator", life: life);

    private static string Unsigned()
    {
        var end = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();
        return $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Part(
            $$"""{"iss":"domicile:eu","aud":"domicile:eu","sub":"operator","role":"operator","exp":{{end}}}""")}.";

        static string Part(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }
}
