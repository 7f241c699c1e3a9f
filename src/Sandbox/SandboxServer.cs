using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Domicile.Sandbox;

/// <summary>Where the sandbox listens: on this machine only.</summary>
internal static class SandboxServer
{
    /// <summary>A package of a thousand documents and more.</summary>
    private const long BodyBytesMax = 256L << 20;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);

    public static void AddSandboxServer(this WebApplicationBuilder builder, Uri url)
    {
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            kestrel.Listen(IPAddress.Loopback, url.Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
    }
}
