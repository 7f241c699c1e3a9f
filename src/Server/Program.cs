using Domicile.Server.Central;
using Domicile.Server.Hosting;

return await ServerStart.RunAsync(args, RegionServer.Build, CentralServer.Build);
