using Domicile.Server.Access;
using Domicile.Server.Accounts;
using Domicile.Server.Assets;
using Domicile.Server.Audit;
using Domicile.Server.Books;
using Domicile.Server.Docs;
using Domicile.Server.Health;
using Domicile.Server.Hosting;
using Domicile.Server.Logging;
using Domicile.Server.Privacy;
using Domicile.Server.Sites;
using Domicile.Server.Statistics;
using Domicile.Server.Transfers;
using Domicile.Server.Users;
using Domicile.Server.Workers;
using Domicile.Server.World;

return await ServerStart.RunAsync(args, file =>
{
    var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
    builder.AddWebServer(file.Url);
    builder.AddLogLines();
    builder.Services.AddRequests().AddAccess(file).AddSites(file).AddBooks(file).AddWorkers(file);
    builder.Services.AddApiDocument(file);

    var app = builder.Build();
    app.UseRequests().UseAccess().UseSites().UseBooks();
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
    return app;
});
