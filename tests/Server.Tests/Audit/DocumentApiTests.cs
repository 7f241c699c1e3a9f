using System.Net;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Audit;

/// <summary>The documents of transfers over HTTP.</summary>
public sealed class DocumentApiTests(ServerFixture fixture)
{
    private const string Nothing = "0197a1b2-7c3d-7e4f-8a9b-0c1d2e3f4a5b";

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task A_transfers_document_comes_as_a_PDF_soon_after_its_end_and_the_same_each_time()
    {
        var user = await server.AddUserAsync();
        var paid = await server.PayAsync("external", user, "5.00");
        var path = $"/v1/users/{user}/transfers/{paid.Text("id")}/document";

        var first = await DrawnAsync(path);
        Assert.Equal("application/pdf", first.MediaType);
        Assert.StartsWith("%PDF-1.5", first.Body, StringComparison.Ordinal);
        var name = $"{user}.{paid.Text("id")}.pdf";
        Assert.Contains(name, first.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("no-store", first.Headers["Cache-Control"]);
        Assert.Equal(first.Body, (await server.SendAsync("GET", path)).Body);
    }

    [Fact]
    public async Task A_document_of_a_transfer_that_the_book_does_not_have_is_refused()
    {
        var user = await server.AddUserAsync();
        (await server.SendAsync("GET", $"/v1/users/{user}/transfers/{Nothing}/document"))
            .MustBe("transfer-unknown", 404);
    }

    [Fact]
    public async Task A_document_of_a_transfer_under_way_is_not_drawn_yet_and_the_answer_says_when_to_ask_again()
    {
        var user = await server.AddUserAsync();
        await server.PayAsync("external", user, "5.00");

        // Nobody answers for the other region, so the transfer stays on its way.
        var sent = await server.PayAsync(user, "us-1", "1.00");
        (await server.SendAsync("GET", $"/v1/users/{user}/transfers/{sent.Text("id")}/document"))
            .MustBe("document-not-drawn", 404);
    }

    // Drawn by a worker within a second or so; each question takes its time.
    private async Task<TestAnswer> DrawnAsync(string path)
    {
        var until = TimeProvider.System.GetUtcNow().AddMinutes(1);
        while (true)
        {
            var answer = await server.SendAsync("GET", path);
            if (answer.Status == HttpStatusCode.OK)
            {
                return answer;
            }

            answer.MustBe("document-not-drawn", 404);
            Assert.True(TimeProvider.System.GetUtcNow() < until, "The document was not drawn within a minute.");
            await server.SendAsync("GET", "/health/ready");
        }
    }
}
