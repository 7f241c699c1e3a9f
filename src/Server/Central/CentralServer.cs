using Domicile.Server.Events;
using Domicile.Server.Health;
using Domicile.Server.Hosting;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Logging;
using Domicile.Server.Workers;

namespace Domicile.Server.Central;

/// <summary>
/// The server of the centre on AWS: a function that is called with the messages of the central queue. It knows no user
/// and serves no region.
/// </summary>
internal static class CentralServer
{
    /// <summary>Wires it; nothing is asked or opened before it is started.</summary>
    public static WebApplication Build(CentralParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.AddWebServer(parts.Url);
        builder.AddLogLines();
        builder.Services.AddRequests();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(parts);
        builder.Services.AddSingleton(_ => parts.Database);
        builder.Services.AddSingleton<PassNews>();
        builder.Services.AddSingleton<IEventWork, CentralEvents>();

        var app = builder.Build();
        app.UseRequests();
        app.MapEvents();
        app.MapGet("/health/live", () => Results.Ok(
            new HealthAnswer("live", RegionQueues.CentralName, parts.Site, "writer", 0, null, [])));
        return app;
    }
}
