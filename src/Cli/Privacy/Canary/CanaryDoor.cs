using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Domicile.Cli.Client;
using Domicile.Local.Worlds;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>One region's API for a canary: any call, right or wrong, and its answer. For one proof.</summary>
internal sealed class CanaryDoor(string address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient http = new(Connections()) { BaseAddress = new Uri(address) };

    /// <summary>Asks until the answer is not one that says to come back.</summary>
    /// <returns>Null for an answer without JSON.</returns>
    public async Task<(HttpStatusCode Status, JsonElement? Json)> AskAsync(
        CanaryCall call, CancellationToken cancellation)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var request = Request(call);
            using var answer = await http.SendAsync(request, cancellation);
            var pause = answer.Headers.RetryAfter?.Delta;
            if (pause is null || TimeProvider.System.GetElapsedTime(until) + pause > Patience)
            {
                return (answer.StatusCode, await ReadAsync(answer, cancellation));
            }

            await Task.Delay(pause.Value, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Asks for something that has to be done for the proof to go on.</summary>
    /// <exception cref="WorldException">It was refused.</exception>
    public async Task<JsonElement> MustAsync(CanaryCall call, CancellationToken cancellation)
    {
        var (status, json) = await AskAsync(call, cancellation);
        return (int)status < 300 ? json ?? default : throw new WorldException(
            $"The canary could not go on: {call.Method} {call.Path.Split('?')[0]} was answered {(int)status}"
            + (json?.TryGetProperty("detail", out var detail) == true ? $", {detail.GetString()}" : "."));
    }

    public void Dispose() => http.Dispose();

    // Names in headers too, as a careless caller sends them.
    private static SocketsHttpHandler Connections()
    {
        var connections = RegionClient.Connections(4);
        connections.RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8;
        return connections;
    }

    private static HttpRequestMessage Request(CanaryCall call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", call.Token);
        if (call.Body is not null)
        {
            request.Content = new StringContent(call.Body, Encoding.UTF8, call.MediaType);
        }

        if (call.Method == "POST")
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", call.Key ?? Guid.NewGuid().ToString());
        }

        foreach (var (name, value) in call.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static async Task<JsonElement?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellation);
        var isJson = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return isJson && bytes.Length > 0 ? JsonElement.Parse(bytes) : null;
    }
}
