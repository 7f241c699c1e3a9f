using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Docs;

/// <summary>The pages as a person sees them, in Debian's Chromium.</summary>
public sealed class DocsPageTests(ServerFixture fixture)
{
    private const string Chromium = "/usr/bin/chromium";

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task The_docs_page_shows_every_call_and_works_without_the_world_outside()
    {
        await using var seen = await OpenAsync("/docs");
        await seen.Page.WaitForSelectorAsync(".opblock-summary");
        var paths = await seen.Page.Locator(".opblock-summary-path").AllTextContentsAsync();
        var expected = ApiCalls.All.Select(call => call.Path).Concat(["/health/live", "/health/ready"]);
        Assert.Equal(expected.Order(), paths.Select(Plain).Order());

        await seen.Page.ClickAsync("#operations-Transfers-postTransfers .opblock-summary-control");
        var transfer = seen.Page.Locator("#operations-Transfers-postTransfers");
        await transfer.Locator(".parameters").First.WaitForAsync();
        var text = await transfer.InnerTextAsync();
        Assert.Contains("Idempotency-Key", text, StringComparison.Ordinal);
        Assert.Contains("insufficient-funds", text, StringComparison.Ordinal);
        Assert.Contains("\"amount\": \"12.34\"", text, StringComparison.Ordinal);
        await seen.SaveAsync("docs");
        seen.MustBeClean(server.Url);
    }

    [Fact]
    public async Task A_call_can_be_tried_from_the_page_with_a_token()
    {
        await using var seen = await OpenAsync("/docs");
        await seen.Page.ClickAsync("button.authorize");
        await seen.Page.FillAsync(".modal-ux input", server.Tokens.Operator);
        await seen.Page.ClickAsync(".modal-ux button.authorize");
        await seen.Page.ClickAsync(".modal-ux button.btn-done");
        var assets = seen.Page.Locator("#operations-Assets-getAssets");
        await assets.Locator(".opblock-summary-control").ClickAsync();
        await assets.Locator("button.try-out__btn").ClickAsync();
        await assets.Locator("button.execute").ClickAsync();
        var answer = assets.Locator(".live-responses-table .highlight-code").First;
        await answer.WaitForAsync();
        Assert.Contains("DREAM", await answer.InnerTextAsync(), StringComparison.Ordinal);
        seen.MustBeClean(server.Url);
    }

    [Fact]
    public async Task The_page_of_problems_leads_to_each_by_the_address_in_its_type()
    {
        await using var seen = await OpenAsync("/docs/problems#insufficient-funds");
        var target = await seen.Page.WaitForSelectorAsync("section:target");
        Assert.Contains("does not hold enough", await target!.InnerTextAsync(), StringComparison.Ordinal);
        await seen.SaveAsync("problems");
        seen.MustBeClean(server.Url);
    }

    // Swagger UI lets long paths break by characters that nobody sees.
    private static string Plain(string path) => path.Replace("\u200B", "", StringComparison.Ordinal).Trim();

    private async Task<SeenPage> OpenAsync(string path)
    {
        Assert.SkipUnless(
            File.Exists(Chromium),
            $"{Chromium} is missing. Install it by: sudo apt-get install --no-install-recommends chromium");
        return await SeenPage.OpenAsync(Chromium, server.Url + path);
    }
}
