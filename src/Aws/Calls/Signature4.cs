using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Domicile.Aws.Calls;

/// <summary>
/// Signs a request as AWS Signature Version 4 asks: a hash over method, path, headers and body, by a key that is
/// derived from the secret for one day, one AWS Region and one service. See the AWS documentation, "Create a signed AWS
/// API request".
/// </summary>
internal static class Signature4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds the headers that a signature takes, and the signature.</summary>
    /// <param name="request">With host, path and its other headers; a query is not foreseen.</param>
    /// <param name="body">The bytes of its content.</param>
    /// <param name="credentials">Whose signature it is.</param>
    /// <param name="scope">AWS Region and service, and when it is signed.</param>
    public static void Sign(
        HttpRequestMessage request,
        ReadOnlySpan<byte> body,
        ImmutableCredentials credentials,
        (string Site, string Service, DateTimeOffset At) scope)
    {
        var instant = scope.At.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var day = instant[..8];
        request.Headers.TryAddWithoutValidation("X-Amz-Date", instant);
        if (!string.IsNullOrEmpty(credentials.Token))
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", credentials.Token);
        }

        var headers = Headers(request);
        var names = string.Join(';', headers.Keys);
        var canonical = string.Join('\n', [
            request.Method.Method,
            request.RequestUri!.AbsolutePath,
            request.RequestUri.Query.TrimStart('?'),
            .. headers.Select(header => $"{header.Key}:{header.Value}"),
            "",
            names,
            Convert.ToHexStringLower(SHA256.HashData(body)),
        ]);
        var place = $"{day}/{scope.Site}/{scope.Service}/aws4_request";
        var text = $"{Algorithm}\n{instant}\n{place}\n"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        var key = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretKey);
        foreach (var part in new[] { day, scope.Site, scope.Service, "aws4_request" })
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{Algorithm} Credential={credentials.AccessKey}/{place}, SignedHeaders={names}, Signature={signature}");
    }

    private static SortedDictionary<string, string> Headers(HttpRequestMessage request)
    {
        var uri = request.RequestUri!;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = uri.IsDefaultPort ? uri.Host : $"{uri.Host}:{uri.Port}",
        };
        foreach (var (name, values) in request.Headers.NonValidated.Concat(
            request.Content?.Headers.NonValidated.Where(header => header.Key == "Content-Type") ?? []))
        {
            headers[name.ToLowerInvariant()] = string.Join(',', values.Select(value => value.Trim()));
        }

        return headers;
    }
}
