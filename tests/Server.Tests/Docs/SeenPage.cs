using Microsoft.Playwright;

namespace Domicile.Server.Tests.Docs;

/// <summary>A page in a browser of its own, and all that the browser asked for and complained about.</summary>
internal sealed class SeenPage : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly List<string> complaints = [];
    private readonly List<string> requests = [];

    private SeenPage(IPlaywright playwright, IBrowser browser, IPage page)
    {
        (this.playwright, this.browser, Page) = (playwright, browser, page);
        page.Console += (_, message) => Note(complaints, message.Type is "error" or "warning" ? message.Text : "");
        page.PageError += (_, error) => Note(complaints, error);
        page.RequestFailed += (_, request) => Note(complaints, $"{request.Url}: {request.Failure}");
        page.Request += (_, request) => Note(requests, request.Url);
    }

    public IPage Page { get; }

    public static async Task<SeenPage> OpenAsync(string browserPath, string url)
    {
        var driver = await Playwright.CreateAsync();
        var program = await driver.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = browserPath, Args = ["--no-sandbox"] });
        var page = await program.NewPageAsync(
            new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1300, Height = 1600 } });
        var seen = new SeenPage(driver, program, page);
        await page.GotoAsync(url);
        return seen;
    }

    /// <summary>Keeps a picture for people beside the tests' own files.</summary>
    public Task SaveAsync(string name) => Page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Path.Combine(AppContext.BaseDirectory, "screenshots", name + ".png"),
        FullPage = true,
    });

    /// <summary>Nothing was blocked, failed or broken, and nothing was asked of anybody but the server.</summary>
    public void MustBeClean(string url)
    {
        lock (complaints)
        {
            Assert.Empty(complaints);
        }

        lock (requests)
        {
            Assert.NotEmpty(requests);
            var elsewhere = requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal));
            Assert.All(elsewhere, request => Assert.StartsWith(url, request, StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static void Note(List<string> list, string text)
    {
        if (text.Length > 0)
        {
            lock (list)
            {
                list.Add(text);
            }
        }
    }
}
