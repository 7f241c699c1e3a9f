using Domicile.Server.Access;
using Domicile.Server.Accounts;
using Domicile.Server.Assets;
using Domicile.Server.Audit;
using Domicile.Server.Books;
using Domicile.Server.Docs;
using Domicile.Server.Events;
using Domicile.Server.Health;
using Domicile.Server.Hosting.Parts;
using Domicile.Server.Logging;
using Domicile.Server.Metrics;
using Domicile.Server.Privacy;
using Domicile.Server.Sites;
using Domicile.Server.Statistics;
using Domicile.Server.Transfers;
using Domicile.Server.Users;
using Domicile.Server.Workers;
using Domicile.Server.World;

namespace Domicile.Server.Hosting;

/// <summary>The server of one region's site: its table of contents.</summary>
internal static class RegionServer
{
    /// <summary>Wires it; nothing is asked or opened before it is started.</summary>
    /// <exception cref="InvalidDataException">A part contradicts another.</exception>
    public static WebApplication Build(ServerParts parts)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.AddWebServer(parts.Url, parts.ListensBeyond);
        builder.AddLogLines();
        builder.Services.AddRequests().AddAccess(parts).AddSites(parts).AddBooks(parts);
        builder.Services.AddSingleton(parts).AddWorkers(parts).AddEvents(parts).AddMetricsPost(parts);
        builder.Services.AddApiDocument(parts);

        var app = builder.Build();
        app.UseMetricsPost(parts);
        app.UseRequests().UseEvents().UseAccess().UseSites().UseBooks();
        app.MapDocs();
        var api = app.MapApi();
        api.MapUsers();
        api.MapAccounts();
        api.MapAssets();
        api.MapTransfers();
        api.MapStatistics();
        api.MapWorld();
        api.MapAudit();
        api.MapPrivacy();
        app.MapHealth();
        if (parts is { StandsStill: true, Works: true })
        {
            app.MapEvents();
        }

        return app;
    }
}
