using Domicile.Server.Health;
using Domicile.Server.Hosting;
using Domicile.Server.Logging;

namespace Domicile.Server.Events;

/// <summary>What servers of functions have in common that are called with events and serve no caller.</summary>
internal static class EventServer
{
    /// <summary>Begins to wire one; nothing is asked or opened before it is started.</summary>
    /// <param name="url">Where to listen.</param>
    public static WebApplicationBuilder Begin(string url)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.AddWebServer(url);
        builder.AddLogLines();
        builder.Services.AddRequests();
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Makes it. It answers whether it lives; its events are for the caller to map.</summary>
    /// <param name="builder">With all that its events need.</param>
    /// <param name="region">Whose it is.</param>
    /// <param name="site">Where it is.</param>
    public static WebApplication Finish(WebApplicationBuilder builder, string region, string site)
    {
        var app = builder.Build();
        app.UseRequests();
        app.MapGet("/health/live", () => Results.Ok(new HealthAnswer("live", region, site, "writer", 0, null, [])));
        return app;
    }
}
