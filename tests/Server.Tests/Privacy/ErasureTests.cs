using System.Diagnostics;
using System.Security.Cryptography;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Privacy;

public sealed class ErasureTests(ServerFixture fixture)
{
    private const string PayOut = """{"balance":"pay-out","reason":"no-longer-needed"}""";

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_user_asks_with_a_code_is_gone_and_holds_a_certificate_that_can_be_checked()
    {
        var made = await server.SendAsync("POST", "/v1/users", """{"name":"Ottilie","email":"ottilie@example.org"}""");
        var user = made.Text("id");
        await server.PayAsync("external", user, "12.34");
        var own = new Call(server.Tokens.Of(user));
        var code = (await server.SendAsync("POST", $"/v1/users/{user}/erasure-codes", null)).Text("code");
        var body = $$"""{"balance":"keep","code":"{{code}}"}""";

        var asked = await server.SendAsync("DELETE", $"/v1/users/{user}/personal-data", body, own);
        var again = await server.SendAsync("DELETE", $"/v1/users/{user}/personal-data", body, own);

        Assert.Equal(202, (int)asked.Status);
        Assert.Equal($"/v1/users/{user}/erasure", asked.Headers["Location"]);
        Assert.Equal("no-store", asked.Headers["Cache-Control"]);
        Assert.Equal(
            (202, asked.Text("requestId"), null),
            ((int)again.Status, again.Text("requestId"), again.Json["claimCode"]?.GetValue<string>()));
        Assert.Contains(asked.Json["kept"]!.AsArray(), kept => kept!["category"]!.GetValue<string>() == "postings");
        (await server.SendAsync("GET", $"/v1/users/{user}")).MustBe("user-erased", 410);

        var done = await WaitAsync(user, "done", own);
        using var key = ECDsa.Create();
        key.ImportFromPem(server.CertificateKey.PublicPem());
        Assert.Null(SignedStatement.Check(done.Text("certificate"), key, out var statement));
        Assert.Equal(user, statement.GetProperty("user").GetString());
        Assert.NotEqual(default, statement.GetProperty("key").GetProperty("fingerprint").GetString());
        Assert.DoesNotContain("Ottilie", done.Body, StringComparison.OrdinalIgnoreCase);

        var claim = $$"""{"code":"{{asked.Text("claimCode")}}"}""";
        var paid = (await server.SendAsync("POST", "/v1/claims", claim)).Json["paid"]!.AsArray();
        Assert.Equal("12.34", Assert.Single(paid)!["amount"]!.GetValue<string>());
        (await server.PayAsync("external", user, "1.00")).MustBe("user-erased", 410, "to");
    }

    [Fact]
    public async Task What_an_operator_asks_for_needs_another_persons_consent()
    {
        var user = await server.AddUserAsync();
        var asked = await server.SendAsync("DELETE", $"/v1/users/{user}/personal-data", PayOut);
        Assert.Equal((202, "waiting-for-consent"), ((int)asked.Status, asked.Text("state")));
        var consent = $"/v1/privacy/requests/{asked.Text("requestId")}/consent";

        (await server.SendAsync("POST", consent)).MustBe("consent-own", 403);
        var given = await server.SendAsync("POST", consent, null, new(server.Tokens.Make("dpo", "privacy-officer")));

        Assert.Equal(202, (int)given.Status);
        await WaitAsync(user, "done", new());
        var request = await server.SendAsync("GET", $"/v1/privacy/requests/{asked.Text("requestId")}");
        Assert.Equal(("erasure", "done"), (request.Text("kind"), request.Text("state")));
    }

    [Fact]
    public async Task Who_asks_says_what_is_needed_and_nothing_else()
    {
        var user = await server.AddUserAsync();
        var path = $"/v1/users/{user}/personal-data";
        var own = new Call(server.Tokens.Of(user));
        (await server.SendAsync("DELETE", path, "{}")).MustBe("field-missing", 400, "balance");
        (await server.SendAsync("DELETE", path, """{"balance":"give-away"}""")).MustBe("field-invalid", 400, "balance");
        (await server.SendAsync("DELETE", path, """{"balance":"keep"}""")).MustBe("field-missing", 400, "reason");
        (await server.SendAsync("DELETE", path, """{"balance":"keep","reason":"he is rude"}"""))
            .MustBe("field-invalid", 400, "reason");
        (await server.SendAsync("DELETE", path, """{"balance":"keep","code":"AAAA-AAAA"}"""))
            .MustBe("field-invalid", 400, "code");
        (await server.SendAsync("DELETE", path, """{"balance":"keep"}""", own)).MustBe("field-missing", 400, "code");
        (await server.SendAsync("DELETE", path, PayOut, own)).MustBe("field-invalid", 400, "reason");
        (await server.SendAsync("DELETE", path, """{"balance":"keep","code":"AAAA-AAAA"}""", own))
            .MustBe("erasure-code-wrong", 422, "code");
        (await server.SendAsync("GET", $"/v1/users/{user}/erasure")).MustBe("erasure-unknown", 404);
        (await server.SendAsync("POST", "/v1/claims", """{"code":"none"}""")).MustBe("claim-unknown", 404, "code");
        (await server.SendAsync("DELETE", "/v1/users/eu-29999/personal-data", PayOut)).MustBe("user-unknown", 404);
    }

    private async Task<TestAnswer> WaitAsync(string user, string state, Call call)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await server.SendAsync("GET", $"/v1/users/{user}/erasure", null, call);
            Assert.Equal(200, (int)answer.Status);
            if (answer.Text("state") == state)
            {
                return answer;
            }

            Assert.True(waited.Elapsed < TimeSpan.FromMinutes(1), answer.Body);
        }
    }
}
