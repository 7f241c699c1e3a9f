using Domicile.Ledger.Audit.Institutions;
using Domicile.Local.Folders;
using Domicile.Local.Processes;
using Domicile.Local.Servers;

namespace Domicile.Local.Institutions;

/// <summary>
/// The sandboxes of one world, one an institution without an address of its own, each a process that knows one region
/// only: writes what each may know, starts them side by side, stops them.
/// </summary>
internal sealed class WorldSandboxes(WorldAddresses addresses, string program)
{
    private readonly ServerProcess[] processes = [.. Sandboxes(addresses.World).Select(sandbox =>
        new ServerProcess(sandbox.Name, program, sandbox.Url.AbsoluteUri.TrimEnd('/'))
        {
            ConfigFile = addresses.Folder.ServerFile(sandbox.Stem),
            LogFile = addresses.Folder.ServerLog(sandbox.Stem),
            PidFile = addresses.Folder.ServerPidFile(sandbox.Stem),
        })];

    public IEnumerable<IMember> Members => processes;

    /// <summary>Makes the folders and keys of the sandboxes.</summary>
    public static void Make(WorldFolder folder, WorldFile world)
    {
        foreach (var sandbox in Sandboxes(world))
        {
            Directory.CreateDirectory(
                folder.InstitutionFolder(sandbox.Stem),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            sandbox.Key(folder).Make();
            sandbox.ReceiptKey(folder).Make();
        }
    }

    /// <summary>A region's institutions as its servers know them.</summary>
    public static IReadOnlyList<Institution> Of(WorldAddresses addresses, string region) =>
    [
        .. addresses.World.Institutions.Where(institution => institution.Region == region).Select(institution =>
            new Institution(
                institution.Topology.Name,
                institution.Url,
                institution.Topology.PublicKey ?? institution.Key(addresses.Folder).PublicPem(),
                institution.Topology.ReceiptKey ?? institution.ReceiptKey(addresses.Folder).PublicPem())
            {
                EveryDocuments = institution.Topology.EveryDocuments,
                Every = TimeSpan.FromMinutes(institution.Topology.EveryMinutes),
                Tries = institution.Topology.Tries,
            }),
    ];

    public Task StartAsync(CancellationToken cancellation)
    {
        foreach (var sandbox in Sandboxes(addresses.World))
        {
            new SandboxFile(
                sandbox.Region,
                sandbox.Topology.Name,
                sandbox.Url.AbsoluteUri,
                addresses.Folder.InstitutionFolder(sandbox.Stem),
                new RegionKeys(addresses.Folder, sandbox.Region).AuditKey.PublicPem(),
                sandbox.Key(addresses.Folder).Path,
                sandbox.ReceiptKey(addresses.Folder).Path)
                .Write(addresses.Folder.ServerFile(sandbox.Stem));
        }

        return SideBySide.RunAsync(processes, (process, token) => process.StartAsync(token), cancellation);
    }

    public Task StopAsync(CancellationToken cancellation) =>
        Task.WhenAll(processes.Select(process => process.StopAsync(cancellation)));

    private static IEnumerable<WorldInstitution> Sandboxes(WorldFile world) =>
        world.Institutions.Where(institution => institution.Port is not null);
}
