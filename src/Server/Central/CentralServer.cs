using Domicile.Server.Events;
using Domicile.Server.Hosting.Parts;
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
        var builder = EventServer.Begin(parts.Url);
        builder.Services.AddSingleton(parts);
        builder.Services.AddSingleton(_ => parts.Database);
        builder.Services.AddSingleton<PassNews>();
        builder.Services.AddSingleton<IEventWork, CentralEvents>();

        var app = EventServer.Finish(builder, RegionQueues.CentralName, parts.Site);
        app.MapEvents();
        return app;
    }
}
