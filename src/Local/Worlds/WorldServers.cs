using Domicile.Local.Folders;
using Domicile.Local.Institutions;
using Domicile.Local.Nodes;
using Domicile.Local.Processes;
using Domicile.Local.Servers;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Privacy;

namespace Domicile.Local.Worlds;

/// <summary>
/// The servers of one world, one a site: writes what each may know, starts them side by side, stops them.
/// </summary>
internal sealed class WorldServers(WorldAddresses addresses, string program)
{
    private readonly ServerProcess[] servers = [.. addresses.World.Servers.Select(server =>
        new ServerProcess(server.Name, program, server.Url)
        {
            ConfigFile = addresses.Folder.ServerFile(server.Stem),
            LogFile = addresses.Folder.ServerLog(server.Stem),
            PidFile = addresses.Folder.ServerPidFile(server.Stem),
        })];

    public IEnumerable<IMember> Members => servers;

    public Task StartAsync(CancellationToken cancellation)
    {
        WriteFiles();
        return SideBySide.RunAsync(servers, (server, token) => server.StartAsync(token), cancellation);
    }

    public Task StopAsync(CancellationToken cancellation) =>
        Task.WhenAll(servers.Select(server => server.StopAsync(cancellation)));

    /// <summary>Writes each server's <see cref="ServerFile"/>.</summary>
    public void WriteFiles()
    {
        foreach (var server in addresses.World.Servers)
        {
            WriteFile(server);
        }
    }

    private void WriteFile(WorldServer server)
    {
        var region = server.Region;
        var keys = new RegionKeys(addresses.Folder, region);
        var doesCentralWork = addresses.DoesCentralWork(server);
        using var tokenKey = keys.OpenTokenKey();
        new ServerFile(
            region,
            server.Url,
            addresses.World.Regions.Where(other => other != region).ToDictionary(
                other => other, addresses.World.ServerUrl),
            addresses.RegionNear(server),
            addresses.KeysFor(server),
            addresses.Central(NodeRoles.OfRegion(region)),
            keys.WrappingKeys.Path,
            keys.HashKeyFile,
            tokenKey.ExportSubjectPublicKeyInfoPem())
        {
            Queue = addresses.Queue(NodeRoles.OfRegion(region)),
            CentralWork = doesCentralWork ? addresses.Central(NodeRoles.Server) : null,
            CentralQueue = doesCentralWork ? addresses.Queue(NodeRoles.Server) : null,
            ObjectFolder = addresses.Folder.ObjectFolder(region),
            Documents = addresses.World.Documents.GetValueOrDefault(region),
            Rates = server.Rates,
            Institutions = WorldSandboxes.Of(addresses, region),
            AuditKeyFile = server.Role == SiteRole.Writer ? keys.AuditKey.Path : null,
            CertificateKeyFile = keys.CertificateKey.Path,
            Periods = addresses.World.PeriodsOf(region),
            Retention = addresses.World.Retention.GetValueOrDefault(region) ?? new RetentionTopology(),
            Site = server.Site,
            WriterUrl = server.Role == SiteRole.Writer ? null : addresses.World.ServerUrl(region),
        }.Write(addresses.Folder.ServerFile(server.Stem));
    }
}
