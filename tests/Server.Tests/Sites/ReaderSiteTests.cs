using System.Net;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Sites;

public sealed class ReaderSiteTests(ServerFixture fixture)
{
    private const string User = """{"name":"Anna"}""";

    private readonly TestServer writer = fixture.Server;

    private string Operator => $"Authorization: Bearer {writer.Tokens.Operator}";

    [Fact]
    public async Task A_write_is_handed_on_with_its_key_and_the_whole_answer_comes_back()
    {
        await using var reader = await ReaderSite.StartAsync(writer);
        var made = await reader.SendAsync("POST", "/v1/users", User, Operator, "Idempotency-Key: site-1");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal($"/v1/users/{made.Text("id")}", made.Headers["Location"]);
        Assert.Equal("nosniff", made.Headers["X-Content-Type-Options"]);

        // The same key at the writer site, and again here: it was one effect.
        var again = await writer.SendAsync("POST", "/v1/users", User, new(Key: "site-1"));
        Assert.Equal(made.Text("id"), again.Text("id"));
        var third = await reader.SendAsync("POST", "/v1/users", User, Operator, "Idempotency-Key: site-1");
        Assert.Equal((made.Body, "true"), (third.Body, third.Headers["Idempotency-Replayed"]));

        var wallet = $"/v1/users/{made.Text("id")}/accounts";
        var opened = await reader.SendAsync("POST", wallet, """{"asset":"EUR"}""", Operator);
        Assert.Equal(HttpStatusCode.Created, opened.Status);
        var changed = await reader.SendAsync("PATCH", $"{wallet}/wallet-EUR", """{"minimum":"-5.00"}""", Operator);
        Assert.Equal("-5.00", changed.Text("minimum"));
    }

    [Fact]
    public async Task The_position_of_a_write_comes_back_and_a_read_here_sees_that_much()
    {
        await using var reader = await ReaderSite.StartAsync(writer);
        var anna = await writer.AddUserAsync();
        var order = $$"""{"from":"external","to":"{{anna}}","amount":"1","asset":"EUR"}""";
        var paid = await reader.SendAsync(
            "POST", "/v1/transfers", order, Operator, $"Idempotency-Key: {Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.Created, paid.Status);
        var read = await reader.SendAsync(
            "GET",
            $"/v1/users/{anna}/transfers",
            null,
            Operator,
            $"Domicile-Position: {paid.Headers["Domicile-Position"]}");
        Assert.Contains(paid.Text("id"), read.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusals_come_back_as_the_writer_site_gave_them()
    {
        await using var reader = await ReaderSite.StartAsync(writer);
        var anna = await writer.AddUserAsync();
        var order = $$"""{"from":"{{anna}}","to":"external","amount":"1","asset":"EUR"}""";
        var poor = await reader.SendAsync("POST", "/v1/transfers", order, Operator, "Idempotency-Key: site-poor");
        poor.MustBe("insufficient-funds", 422, "amount");
        var elsewhere = await reader.SendAsync(
            "POST", "/v1/transfers", order.Replace(anna, "us-1"), Operator, "Idempotency-Key: site-us");
        elsewhere.MustBe("other-region", 421, "from");
        (await reader.SendAsync("POST", "/v1/users?x=1", User, Operator, "Idempotency-Key: site-x"))
            .MustBe("field-unknown", 400, "x");
        (await reader.SendAsync("POST", "/v1/users", User, Operator)).MustBe("key-missing", 400, "Idempotency-Key");
        (await reader.SendAsync("POST", "/v1/users", new string('x', 2 << 20), Operator)).MustBe("body-too-large", 413);
    }

    [Fact]
    public async Task Reads_and_tokens_are_a_reader_sites_own_business()
    {
        await using var reader = await ReaderSite.StartAsync(writer, _ => "http://127.0.0.1:1");
        var anna = await writer.AddUserAsync();
        var read = await reader.SendAsync("GET", $"/v1/users/{anna}", null, Operator);
        Assert.Equal((HttpStatusCode.OK, anna), (read.Status, read.Text("id")));
        (await reader.SendAsync("POST", "/v1/users", User)).MustBe("token-missing", 401, "Authorization");
        (await reader.SendAsync("POST", "/v1/users", User, "Authorization: Bearer x"))
            .MustBe("token-invalid", 401, "Authorization");
        var own = $"Authorization: Bearer {writer.Tokens.Of(anna)}";
        (await reader.SendAsync("POST", "/v1/users", User, own)).MustBe("not-allowed", 403);

        var health = await reader.SendAsync("GET", "/health/live", null);
        Assert.Equal((ReaderSite.Name, "reader"), (health.Text("site"), health.Text("siteRole")));
    }

    [Fact]
    public async Task A_writer_site_that_is_down_is_a_503_that_may_be_repeated()
    {
        await using var reader = await ReaderSite.StartAsync(writer, _ => "http://127.0.0.1:1");
        var answer = await reader.SendAsync("POST", "/v1/users", User, Operator, "Idempotency-Key: site-down");
        answer.MustBe("unavailable", 503);
        Assert.Contains("writer site does not answer", answer.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_comes_round_in_a_circle_is_refused()
    {
        await using var reader = await ReaderSite.StartAsync(writer, own => own);
        var answer = await reader.SendAsync("POST", "/v1/users", User, Operator, "Idempotency-Key: site-loop");
        answer.MustBe("forwarded-twice", 503, "Domicile-Forwarded-By");
    }
}
