using Domicile.Server.Central;
using Domicile.Server.Hosting;
using Domicile.Server.Rotation;

return await ServerStart.RunAsync(args, RegionServer.Build, CentralServer.Build, RotationServer.Build);
