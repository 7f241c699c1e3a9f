using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Text;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Transfers;

/// <summary>The header Domicile-Position over HTTP.</summary>
public sealed class PositionTests(ServerFixture fixture)
{
    private const string Header = "Domicile-Position";

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_write_answers_with_a_position_and_a_read_that_sends_it_sees_the_write()
    {
        var anna = await server.AddUserAsync();
        var paid = await server.PayAsync("external", anna, "1.00");
        var position = paid.Headers[Header];

        var listed = await SendAsync($"/v1/users/{anna}/transfers", position);

        Assert.Single(listed.Json["transfers"]!.AsArray());
        Assert.Equal(position, listed.Headers[Header]);
        Assert.Equal(("primary", "0"), (listed.Headers["Domicile-Served-By"], listed.Headers["Domicile-Age"]));
        foreach (var path in new[] { "balances", "accounts", "statistics", $"transfers/{paid.Text("id")}" })
        {
            Assert.Equal(position, (await SendAsync($"/v1/users/{anna}/{path}", null)).Headers[Header]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("MSB1cyBzMS4xLjcuMw")]
    public async Task A_position_that_no_answer_of_this_region_gave_is_refused(string position)
    {
        var anna = await server.AddUserAsync();
        var answer = await SendAsync($"/v1/users/{anna}/balances", position);
        answer.MustBe("field-invalid", 400, Header);
    }

    [Fact]
    public async Task A_position_that_the_book_never_had_is_answered_as_lost()
    {
        var anna = await server.AddUserAsync();
        var paid = await server.PayAsync("external", anna, "1.00");
        var text = Encoding.ASCII.GetString(
            Base64Url.DecodeFromChars(paid.Headers[Header]));
        var later = Base64Url.EncodeToString(
            Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')] + ".9"));

        (await SendAsync($"/v1/users/{anna}/transfers", later)).MustBe("position-lost", 409, Header);
    }

    [Fact]
    public async Task A_write_by_who_has_seen_what_a_promotion_lost_is_refused_and_books_nothing()
    {
        await using var promoted = await TestServer.CreateAsync();
        await promoted.RunAsync();
        var anna = await promoted.AddUserAsync();
        await promoted.PayAsync("external", anna, "1.00");
        var shard = TestServer.IsSecond(anna) ? "s2" : "s1";
        await TestSql.RunAsync(
            promoted.Books.OwnerOf(shard),
            "select sharding.begin_epoch(2, array_agg(id), array_agg(first_number), array_agg(end_number)) "
            + "from sharding.key_range where state = 'open'");
        await TestSql.RunAsync(
            promoted.Books.Owner.Register,
            $"update sharding.shard set epoch = 2 where name like '%{shard}'; "
            + "update sharding.region set map_version = map_version + 1");

        // Of the first epoch, and of a posting that the new primary does not have.
        var seen = Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"1 eu {shard}.1.{anna[3..]}.9000000"));
        var patience = Stopwatch.StartNew();
        while ((await PayAsync(promoted, anna, seen, "0.10")) is { Status: not HttpStatusCode.Conflict } early)
        {
            // Until the server has heard of the promotion.
            Assert.Equal(HttpStatusCode.Created, early.Status);
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "The server did not hear of the promotion.");
        }

        var before = (await promoted.SendAsync("GET", $"/v1/users/{anna}/balances")).Body;
        (await PayAsync(promoted, anna, seen, "5.00")).MustBe("position-lost", 409, Header);
        Assert.Equal(before, (await promoted.SendAsync("GET", $"/v1/users/{anna}/balances")).Body);
        Assert.Equal(HttpStatusCode.Created, (await promoted.PayAsync("external", anna, "5.00")).Status);
    }

    private static async Task<TestAnswer> PayAsync(TestServer to, string user, string position, string amount)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/transfers")
        {
            Content = new StringContent(
                $$"""{"from":"external","to":"{{user}}","amount":"{{amount}}","asset":"EUR"}""",
                Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Add("Authorization", $"Bearer {to.Tokens.Operator}");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.Add(Header, position);
        using var response = await to.Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? position)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Authorization", $"Bearer {server.Tokens.Operator}");
        if (position is not null)
        {
            request.Headers.Add(Header, position);
        }

        return request;
    }

    private async Task<TestAnswer> SendAsync(string path, string? position)
    {
        using var request = Request(HttpMethod.Get, path, position);
        using var response = await server.Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }
}
