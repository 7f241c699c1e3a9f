using System.Buffers.Text;
using System.Text;
using Domicile.Server.Tests.Running;

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
