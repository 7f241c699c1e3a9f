using System.Net;
using System.Net.Http.Headers;

namespace Domicile.Cli.Tests.Backup;

/// <summary>Asks a running world for one user again and again, and keeps every answer that shows a name.</summary>
internal sealed class NameWatch : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly string path;
    private readonly string name;
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> shown = [];
    private readonly Task watching;
    private int answered;

    public NameWatch(string url, string token, string user, string name)
    {
        http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        path = $"/v1/users/{user}";
        this.name = name;
        watching = Task.Run(WatchAsync);
    }

    /// <summary>Ends it, and returns the answers with the name in them; there were others, too.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await stop.CancelAsync();
        await watching;
        Assert.True(answered > 0, "Nothing was answered at all.");
        return shown;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        http.Dispose();
        stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await http.GetAsync(path, stop.Token);
                var text = await answer.Content.ReadAsStringAsync(stop.Token);
                answered += answer.StatusCode == HttpStatusCode.ServiceUnavailable ? 0 : 1;
                if (text.Contains(name, StringComparison.Ordinal))
                {
                    shown.Add($"{answer.StatusCode}: {text}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // The server is down, or the watch is over: what is not answered shows nothing.
                continue;
            }
        }
    }
}
