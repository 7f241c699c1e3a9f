using System.Net.Http.Headers;
using System.Text.Json;

namespace Domicile.Cli.Demo;

/// <summary>A request that was refused, and the refusal as it came.</summary>
/// <param name="Request">Method and address.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Problem">The body: RFC 9457.</param>
internal sealed record SeenRefusal(string Request, int Status, JsonElement Problem)
{
    /// <summary>Misdirected Request: the user belongs to another region.</summary>
    public const int OtherRegion = 421;

    /// <summary>Asks a region's server for another region's user, as the region's operator.</summary>
    public static async Task<SeenRefusal> AskForForeignerAsync(
        string serverUrl, string operatorToken, string foreignUser, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{serverUrl}/v1/users/{foreignUser}/balances");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", operatorToken);
        using var response = await http.SendAsync(request, cancellation);
        using var body = await JsonDocument.ParseAsync(
            await response.Content.ReadAsStreamAsync(cancellation), default, cancellation);
        return new SeenRefusal($"GET {request.RequestUri}", (int)response.StatusCode, body.RootElement.Clone());
    }
}
