using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Restores;
using Domicile.Local.Tests.Worlds;
using Domicile.Local.Worlds;
using Domicile.Sharding.Topology;

namespace Domicile.Local.Tests.Restores;

/// <summary>A world of nodes with something in its shard s1 that changes after a backup.</summary>
internal sealed class RestoreScene : IAsyncDisposable
{
    public const string OpenRanges =
        "select coalesce(string_agg(id || ' ' || state, ', ' order by id), '') from sharding.key_range";

    private readonly ScratchWorld scratch;
    private World? world;

    private RestoreScene(ScratchWorld scratch) => this.scratch = scratch;

    public WorldFolder Folder => scratch.Folder;

    public WorldAddresses Addresses => WorldAddresses.Read(scratch.Folder);

    /// <param name="topology">With a shard eu/s1.</param>
    /// <param name="before">Done to the shard before the backup.</param>
    public static async Task<RestoreScene> StartAsync(string topology, string before)
    {
        var scene = new RestoreScene(new ScratchWorld(topology));
        await scene.UpAsync();
        await scene.AskAsync("eu/s1", "create table kept as select 1 as n");
        await scene.AskAsync("eu/s1", before);
        var backup = new NodeBackup(scene.Addresses, TimeProvider.System, new Silent());
        await backup.RunAsync(backup.Choose(["eu/s1"]), ScratchWorld.TimeLimit);
        await scene.AskAsync("eu/s1", "update kept set n = 2");
        return scene;
    }

    public async Task UpAsync() => world = await scratch.StartAsync();

    /// <summary>Stops the world, as <c>down</c> does.</summary>
    public async Task DownAsync()
    {
        await (world?.DisposeAsync() ?? ValueTask.CompletedTask);
        world = null;
    }

    /// <param name="until">The step after which it is cut short; null for a restore to the end.</param>
    public Task<RestoreResult?> RestoreAsync(string? until = null) => new ShardRestore(Folder, "eu/s1", new Silent())
    {
        After = step =>
        {
            if (step == until)
            {
                throw new CutShortException();
            }
        },
    }.RunAsync("latest", ScratchWorld.TimeLimit);

    public NodeAddress Owner(string node) => Addresses.Address(Addresses.Node(node), NodeRoles.Owner);

    public Task<object?> AskAsync(string node, string sql) => Sql.RunAsync(Owner(node), sql);

    /// <summary>What a restore leaves behind in the folder of the shard's primary while it is not at its end.</summary>
    public IEnumerable<string> Left() => Directory
        .GetFileSystemEntries(Folder.NodeFolder(Addresses.Node("eu/s1")))
        .Select(path => Path.GetFileName(path)!)
        .Where(name => name.StartsWith("restore", StringComparison.Ordinal) || name is "data.before" or "fenced");

    public async ValueTask DisposeAsync()
    {
        await DownAsync();
        await scratch.DisposeAsync();
    }

    /// <summary>As a kill would end it.</summary>
    internal sealed class CutShortException : Exception;

    private sealed class Silent : IProgress<BackupManifest>, IProgress<WorldEvent>
    {
        public void Report(BackupManifest value)
        {
        }

        public void Report(WorldEvent value)
        {
        }
    }
}
