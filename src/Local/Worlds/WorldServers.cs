using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Servers;

namespace Domicile.Local.Worlds;

/// <summary>
/// The servers of one world, one a region: writes what each may know, starts them side by side, stops them.
/// </summary>
internal sealed class WorldServers(WorldAddresses addresses, string program)
{
    private readonly ServerProcess[] servers = [.. addresses.World.Regions.Select(region =>
        new ServerProcess(region, program, addresses.World.ServerUrl(region))
        {
            ConfigFile = addresses.Folder.ServerFile(region),
            LogFile = addresses.Folder.ServerLog(region),
            PidFile = addresses.Folder.ServerPidFile(region),
        })];

    public IEnumerable<IMember> Members => servers;

    public Task StartAsync(CancellationToken cancellation)
    {
        WriteFiles();
        return SideBySide.RunAsync(servers, (server, token) => server.StartAsync(token), cancellation);
    }

    public Task StopAsync(CancellationToken cancellation) =>
        Task.WhenAll(servers.Select(server => server.StopAsync(cancellation)));

    /// <summary>Writes each region's <see cref="ServerFile"/>.</summary>
    public void WriteFiles()
    {
        foreach (var region in addresses.World.Regions)
        {
            WriteFile(region);
        }
    }

    private void WriteFile(string region)
    {
        var keys = new RegionKeys(addresses.Folder, region);
        using var tokenKey = keys.OpenTokenKey();
        new ServerFile(
            region,
            addresses.World.ServerUrl(region),
            addresses.World.Regions.Where(other => other != region).ToDictionary(
                other => other, addresses.World.ServerUrl),
            addresses.Region(region),
            addresses.Keys(region),
            addresses.Central(NodeRoles.OfRegion(region)),
            keys.WrappingKeyFile,
            keys.HashKeyFile,
            tokenKey.ExportSubjectPublicKeyInfoPem()).Write(addresses.Folder.ServerFile(region));
    }
}
