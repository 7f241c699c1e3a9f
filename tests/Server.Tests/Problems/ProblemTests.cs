using System.Net;
using System.Text;
using Domicile.Server.Problems;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Problems;

public sealed class ProblemTests(ServerFixture fixture)
{
    // Provoked by tests of their own: tokens and roles, headers and bodies that are no JSON text, nodes that are down.
    private static readonly string[] Elsewhere =
    [
        "token-missing", "token-invalid", "token-expired", "token-of-other-region", "not-allowed", "key-missing",
        "key-reused", "key-at-work", "request-invalid", "request-too-slow", "body-too-large", "media-type-unsupported",
        "forwarded-twice", "headers-too-large", "position-lost", "shard-not-served", "unavailable", "unexpected",
        "balance-limit", "user-erased", "too-many-requests", "figures-elsewhere", "event-unknown",
        "event-left", "service-refused",
        "shard-behind", "request-closed", "user-restricted", "document-not-drawn",
        "document-ended", "document-not-packaged",
        "balance-negative", "erasure-code-wrong", "erasure-unknown", "consent-own", "claim-unknown",
    ];

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Every_wrong_request_is_a_problem_that_names_its_field_and_writes_nothing()
    {
        var (anna, bob) = await server.AddNeighboursAsync();
        await server.SendAsync("POST", $"/v1/users/{anna}/accounts", """{"asset":"EUR"}""");
        var (near, far) = await server.AddStrangersAsync();
        var elsewhere = TestServer.IsSecond(anna) == TestServer.IsSecond(far) ? near : far;
        string Fill(string text) => text.Replace("{anna}", anna, StringComparison.Ordinal)
            .Replace("{bob}", bob, StringComparison.Ordinal)
            .Replace("{far}", elsewhere, StringComparison.Ordinal)
            .Replace("{nobody}", TestServer.IsSecond(anna) ? "eu-59999" : "eu-29999", StringComparison.Ordinal);

        var mistakes = new List<string>();
        foreach (var wrong in WrongRequests.All)
        {
            var send = Fill(wrong.Send).Split(' ', 2);
            var answer = await server.SendAsync(send[0], send[1], wrong.Body is null ? null : Fill(wrong.Body));
            var got = (answer.Problem, (int)answer.Status, Parameter(answer));
            if (got != (wrong.Problem, wrong.Status, wrong.Parameter))
            {
                mistakes.Add($"{wrong}: {(int)answer.Status} {answer.Body}");
            }
        }

        Assert.Empty(mistakes);
        var history = await server.SendAsync("GET", $"/v1/users/{anna}/transfers");
        Assert.Equal("""{"transfers":[],"nextCursor":null,"openings":[]}""", history.Body);
    }

    [Fact]
    public void Every_problem_type_is_provoked_by_a_test()
    {
        var provoked = WrongRequests.All.Select(wrong => wrong.Problem).Concat(Elsewhere).Distinct().Order();
        Assert.Equal(ProblemCatalogue.All.Select(type => type.Name).Order(), provoked);
    }

    [Fact]
    public async Task A_wrong_method_is_told_which_ones_there_are()
    {
        var answer = await server.SendAsync("DELETE", "/v1/users/eu-1/accounts");
        answer.MustBe("method-not-allowed", 405);
        Assert.Equal(["GET", "POST"], answer.Headers["Allow"].Split(", ").Order());
    }

    [Fact]
    public async Task A_key_that_is_missing_overlong_or_not_ascii_is_refused()
    {
        var anna = await server.AddUserAsync();
        (await server.PayAsync("external", anna, "1", new(Key: ""))).MustBe("key-missing", 400, "Idempotency-Key");
        (await server.PayAsync("external", anna, "1", new(Key: new string('k', 256))))
            .MustBe("field-invalid", 400, "Idempotency-Key");
        (await server.PayAsync("external", anna, "1", new(Key: "a\tb")))
            .MustBe("field-invalid", 400, "Idempotency-Key");
        Assert.Equal(
            HttpStatusCode.Created,
            (await server.PayAsync("external", anna, "1", new(Key: Guid.NewGuid() + new string('k', 219)))).Status);
    }

    [Fact]
    public async Task A_balance_does_not_pass_64_bits()
    {
        var anna = await server.AddUserAsync();
        await server.PayAsync("external", anna, "92233720368547758.07");
        (await server.PayAsync("external", anna, "0.01")).MustBe("balance-limit", 422, "amount");
    }

    [Theory]
    [InlineData(null, "Content-Type")]
    [InlineData("text/plain", "Content-Type")]
    [InlineData("application/json; charset=utf-16", "Content-Type")]
    [InlineData("application/xml", "Content-Type")]
    [InlineData("multipart/form-data; boundary=x", "Content-Type")]
    [InlineData("nonsense", "Content-Type")]
    public async Task A_body_that_is_not_declared_as_json_is_refused(string? type, string parameter)
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        (await PostAsync(content)).MustBe("media-type-unsupported", 415, parameter);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        (await PostAsync(content)).MustBe("media-type-unsupported", 415, "Content-Encoding");
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        (await PostAsync(content)).MustBe("body-invalid", 400);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_may_have_a_mebibyte_and_not_a_byte_more(bool isChunked)
    {
        const int Mebibyte = 1 << 20;
        (await SendAsync(Mebibyte)).MustBe("field-invalid", 400, "name");
        (await SendAsync(Mebibyte + 1)).MustBe("body-too-large", 413);
        (await SendAsync(3 * Mebibyte)).MustBe("body-too-large", 413);

        async Task<TestAnswer> SendAsync(int length)
        {
            const string Frame = """{"name":""}""";
            var body = Frame.Insert(Frame.Length - 2, new string('x', length - Frame.Length));
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            return await PostAsync(content, isChunked);
        }
    }

    [Fact]
    public async Task Headers_that_are_too_large_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/assets");
        request.Headers.Add("X-Much", new string('x', 40_000));
        using var response = await server.Http.SendAsync(request);
        (await TestAnswer.ReadAsync(response)).MustBe("headers-too-large", 431);
    }

    [Fact]
    public async Task A_problem_is_sent_as_a_problem_whatever_the_caller_accepts()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing");
        request.Headers.Add("Accept", "text/html");
        using var response = await server.Http.SendAsync(request);
        (await TestAnswer.ReadAsync(response)).MustBe("path-unknown", 404);
        Assert.False(response.Headers.Contains("Server"));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("https", "max-age=63072000; includeSubDomains")]
    [InlineData("http", null)]
    [InlineData(null, null)]
    public async Task Who_came_over_TLS_is_told_never_to_come_without(string? scheme, string? told)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        if (scheme is not null)
        {
            request.Headers.Add("X-Forwarded-Proto", scheme);
        }

        using var response = await server.Http.SendAsync(request);
        var header = response.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values : [];
        Assert.Equal(told is null ? [] : [told], header);
    }

    private static string Parameter(TestAnswer answer) => answer.Problem.Length > 0 ? answer.Parameter : "";

    private async Task<TestAnswer> PostAsync(HttpContent content, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/users") { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        request.Headers.Add("Authorization", $"Bearer {server.Tokens.Operator}");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await server.Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }
}
