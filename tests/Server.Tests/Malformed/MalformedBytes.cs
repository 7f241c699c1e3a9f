using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Domicile.Server.Tests.Running;

namespace Domicile.Server.Tests.Malformed;

/// <summary>Sends bytes that are not quite HTTP, as no client library would.</summary>
internal static class MalformedBytes
{
    /// <summary>The connection was closed without an answer, as it may be to one that does not speak HTTP.</summary>
    public const int Closed = 0;

    private const string Head = "POST /v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly string[] Requests =
    [
        "\r\n\r\n\r\nX\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/users HTTP/1.1\r\n\r\n",
        "GET /v1/users HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /v1/users HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /v1/users HTTP/1.1\r\nNo colon here\r\n\r\n",
        "GET /v1/users HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n",
        "GET /v1/users HTTP/1.1\nHost: x\0\n\n",
        Head + "Content-Length: -5\r\n\r\n{}",
        Head + "Content-Length: 99999999999999999999\r\n\r\n{}",
        Head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
        Head + "Content-Length: 2000000000\r\n\r\n{}",
        Head + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n",
        Head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}garbage\r\n0\r\n\r\n",
        Head + "Transfer-Encoding: gzip\r\n\r\n{}",
        Head + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
        Head + "Content-Length: 500\r\n\r\n{\"name\":",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc",
        "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/users/%zz%00%c0%ae HTTP/1.1\r\nHost: x\r\n\r\n",
    ];

    /// <summary>Sends one and answers its first status, or <see cref="Closed"/>.</summary>
    public static async Task<int> SendAsync(TestServer server, Random random)
    {
        var text = Requests[random.Next(Requests.Length)];
        var bytes = random.Next(4) == 0 ? Noise(random) : Encoding.Latin1.GetBytes(text.Replace(
            "Host: x\r\n", $"Host: x\r\nAuthorization: Bearer {server.Tokens.Operator}\r\n", StringComparison.Ordinal));
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(server.Url).Port, limit.Token);
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(bytes, limit.Token);
            client.Client.Shutdown(SocketShutdown.Send);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer, limit.Token);
            return Status(Encoding.UTF8.GetString(answer.ToArray()));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return Closed;
        }
    }

    // Whoever speaks HTTP/2 is told so in a frame of HTTP/2 before the connection ends.
    private static int Status(string answer)
    {
        if (!answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
        {
            return Closed;
        }

        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"/docs/problems#", answer, StringComparison.Ordinal);
        return int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 3000)];
        random.NextBytes(noise);
        return noise;
    }
}
