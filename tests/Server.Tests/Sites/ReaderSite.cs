using System.Net;
using System.Text;
using Domicile.Local.Servers;
using Domicile.Server.Tests.Running;
using Domicile.Testing;

namespace Domicile.Server.Tests.Sites;

/// <summary>A reader site's server beside a test's server, which is the writer site's.</summary>
internal sealed class ReaderSite : IAsyncDisposable
{
    public const string Name = "eu-west-3";

    private readonly string ownFile;
    private readonly ServerProgram ownProgram;

    private ReaderSite(string file, ServerProgram program, string url)
    {
        (ownFile, ownProgram) = (file, program);
        Http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Http { get; }

    /// <param name="writer">The writer site's server.</param>
    /// <param name="writerUrl">Another address for it, made of the reader site's own; null for its true one.</param>
    public static async Task<ReaderSite> StartAsync(TestServer writer, Func<string, string>? writerUrl = null)
    {
        var url = $"http://127.0.0.1:{TestNode.FreePort()}";
        var file = Path.Combine(Path.GetDirectoryName(writer.ConfigFile)!, $"reader-{Guid.NewGuid():N}.json");
        (ServerFile.Read(writer.ConfigFile) with
        {
            Url = url,
            Site = Name,
            WriterUrl = writerUrl is null ? writer.Url : writerUrl(url),
        }).Write(file);
        var program = ServerProgram.Start("--config", file);
        Assert.Equal($"listening on {url}", await program.FirstLineAsync());
        var site = new ReaderSite(file, program, url);
        using var ready = await site.Http.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        return site;
    }

    public async Task<TestAnswer> SendAsync(string method, string path, string? json, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var header in headers)
        {
            var parts = header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        }

        using var response = await Http.SendAsync(request);
        return await TestAnswer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await ownProgram.DisposeAsync();
        File.Delete(ownFile);
    }
}
