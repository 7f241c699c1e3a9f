using System.Globalization;
using System.Net;
using System.Text;

namespace Domicile.Testing.Aws;

/// <summary>One HTTP call as it came, read by hand so that its connection can be broken anywhere.</summary>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Headers">In their order.</param>
/// <param name="Body">As long as its header says.</param>
internal sealed record WireCall(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    private static readonly string[] OfTheConnection =
        ["Host", "Content-Length", "Connection", "Expect", "Transfer-Encoding"];

    /// <summary>What follows the dot of <c>X-Amz-Target</c>; else the method.</summary>
    public string Name => Header("X-Amz-Target")?.Split('.')[^1] ?? Method;

    /// <summary>The service and the AWS Region that it is signed for; null when it is not signed.</summary>
    public (string Service, string Site)? SignedFor =>
        Header("Authorization")?.Split("Credential=") is [_, var scope] && scope.Split(',')[0].Split('/') is
            [.., var site, var service, _]
            ? (service, site)
            : null;

    /// <summary>Reads the next call; null when the caller has closed.</summary>
    public static async Task<WireCall?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsWithEmptyLine(head))
        {
            if (await stream.ReadAsync(one, cancellation) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var call = new WireCall(first[0], first[1], [.. lines.Skip(1).Select(Split)], []);
        if (call.Header("Expect") is not null)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellation);
        }

        var body = new byte[int.Parse(call.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellation);
        return call with { Body = body };
    }

    /// <summary>The same call to the service itself.</summary>
    public HttpRequestMessage To(Uri service)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), service.AbsoluteUri.TrimEnd('/') + Target)
        {
            Content = new ByteArrayContent(Body),
        };
        foreach (var (name, value) in Headers.Where(header => !IsOfTheConnection(header.Name)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    /// <summary>Answers, and says that the connection ends then.</summary>
    public static async Task WriteAsync(
        Stream stream,
        HttpStatusCode status,
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers,
        byte[] body,
        CancellationToken cancellation)
    {
        var head = new StringBuilder($"HTTP/1.1 {(int)status} {status}\r\nConnection: close\r\n");
        var lengths = headers.FirstOrDefault(header => header.Key == "Content-Length").Value;
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {lengths?.First() ?? $"{body.Length}"}\r\n");
        foreach (var (name, values) in headers.Where(header => !IsOfTheConnection(header.Key)))
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(',', values)}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), cancellation);
        await stream.WriteAsync(body, cancellation);
    }

    private string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool IsOfTheConnection(string name) =>
        OfTheConnection.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool EndsWithEmptyLine(List<byte> head) =>
        head is [.., (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n'];

    private static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return (line[..colon], line[(colon + 1)..].Trim());
    }
}
