using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Domicile.Server.Hosting;

/// <summary>Where and within which bounds the server listens.</summary>
internal static class WebServer
{
    /// <summary>Requests in flight are finished when the server stops, if they take no longer than this.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(3);

    /// <param name="builder">The server's.</param>
    /// <param name="url">Where to listen.</param>
    /// <param name="beyond">
    /// True where others than this machine may call: behind a load balancer, which ends the callers' TLS.
    /// </param>
    /// <exception cref="InvalidDataException">The address is not http:// with an address that it may be.</exception>
    public static void AddWebServer(this WebApplicationBuilder builder, string url, bool beyond = false)
    {
        var endpoint = Endpoint(url, beyond);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(endpoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(next => connection =>
                {
                    connection.Transport = new WordedTransport(connection);
                    return next(connection);
                });
            });
            Limit(kestrel.Limits);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
    }

    // Wider than what RequestLimits and BodyBytes refuse, which can say more of what is wrong.
    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = 64 * 1024;
        limits.MaxRequestBufferSize = 1024 * 1024;
        limits.MaxRequestHeadersTotalSize = 128 * 1024;
        limits.MaxRequestHeaderCount = 500;
        limits.MaxRequestBodySize = 4 * 1024 * 1024;
        limits.MaxConcurrentConnections = 2_000;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static IPEndPoint Endpoint(string url, bool beyond) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp
        && uri.AbsolutePath == "/"
        && IPAddress.TryParse(uri.Host, out var address)
        && (beyond || IPAddress.IsLoopback(address))
            ? new IPEndPoint(address, uri.Port)
            : throw new InvalidDataException(
                beyond
                    ? $"url '{url}' is not of the form http://0.0.0.0:PORT."
                    : $"url '{url}' is not of the form http://127.0.0.1:PORT; it listens on this machine only.");
}
