using System.Globalization;
using System.Text;
using System.Text.Json;
using Domicile.Server.Problems;
using Microsoft.AspNetCore.WebUtilities;

namespace Domicile.Server.Hosting;

/// <summary>
/// The web server refuses what is hardly HTTP by itself, with a status and no body, before any of our code sees a
/// request. This gives those answers the words that all others have, and 505 a status that says the same in the 4xx.
/// </summary>
internal static class BareRefusal
{
    private const int StatusStart = 9;
    private const string NoBody = "\r\nContent-Length: 0\r\nConnection: close\r\n";

    private static readonly byte[] NoBodyBytes = Encoding.ASCII.GetBytes(NoBody);

    /// <summary>The whole answer to send instead; null when these bytes are no bare refusal.</summary>
    /// <param name="sent">What the web server is about to send, from the beginning of a status line.</param>
    /// <param name="request">The request's name, for the problem.</param>
    public static byte[]? Word(ReadOnlySpan<byte> sent, string request)
    {
        if (!sent.StartsWith("HTTP/1.1 "u8)
            || sent.IndexOf(NoBodyBytes) < 0
            || !sent.EndsWith("\r\n\r\n"u8)
            || !int.TryParse(sent.Slice(StatusStart, 3), CultureInfo.InvariantCulture, out var status)
            || status < 400)
        {
            return null;
        }

        var type = status >= 500 ? HttpProblems.RequestInvalid : HttpProblems.OfStatus(status);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Problem(type.Address, type.Title, type.Status, type.Advice, request), ApiJson.Options);
        var headers = Encoding.ASCII.GetString(sent[sent.IndexOf("\r\n"u8)..]);
        var head = $"HTTP/1.1 {type.Status} {ReasonPhrases.GetReasonPhrase(type.Status)}" + headers.Replace(
            NoBody,
            $"\r\nContent-Type: {ProblemAnswer.MediaType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
            + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n",
            StringComparison.Ordinal);
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
