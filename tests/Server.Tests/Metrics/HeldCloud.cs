using System.Net;
using System.Text.Json;
using Domicile.Testing;

namespace Domicile.Server.Tests.Metrics;

/// <summary>An address that takes metrics, keeps what it was sent, and can be away.</summary>
internal sealed class HeldCloud : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Task answering;

    public HeldCloud()
    {
        Address = new Uri($"http://127.0.0.1:{TestNode.FreePort()}/");
        listener.Prefixes.Add(Address.OriginalString);
        listener.Start();
        answering = AnswerAsync();
    }

    public Uri Address { get; }

    public bool IsAway { get; set; }

    /// <summary>The newest value of each metric without a node.</summary>
    public Dictionary<string, double> Values { get; } = new(StringComparer.Ordinal);

    public void Dispose()
    {
        listener.Stop();
        listener.Close();
        answering.Wait(TimeSpan.FromSeconds(10));
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var http = await listener.GetContextAsync();
                if (!IsAway)
                {
                    await KeepAsync(http.Request);
                }

                http.Response.StatusCode = IsAway ? 503 : 200;
                http.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task KeepAsync(HttpListenerRequest request)
    {
        using var body = await JsonDocument.ParseAsync(request.InputStream);
        foreach (var datum in body.RootElement.GetProperty("MetricData").EnumerateArray())
        {
            if (datum.GetProperty("Dimensions").GetArrayLength() == 2)
            {
                Values[datum.GetProperty("MetricName").GetString()!] = datum.GetProperty("Values")[0].GetDouble();
            }
        }
    }
}
