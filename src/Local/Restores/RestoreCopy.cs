using Domicile.Local.Backups;
using Domicile.Local.Folders;
using Domicile.Local.Nodes;
using Domicile.Local.Worlds;

namespace Domicile.Local.Restores;

/// <summary>Brings a backup, checked, to the place where it is mended. The node still serves meanwhile.</summary>
internal static class RestoreCopy
{
    /// <exception cref="WorldException">There is no world in the folder, or it does not run.</exception>
    public static WorldAddresses ReadRunning(WorldFolder folder)
    {
        var addresses = WorldAddresses.Read(folder);
        return RunningWorld.TryRead(folder) is not null ? addresses : throw new WorldException(
            $"The world in {folder.Path} does not run, so that nothing of it can be restored: the other nodes have to "
            + "answer. Start it with ./domicile up.");
    }

    /// <exception cref="WorldException">Another PostgreSQL made it, or there is too little room.</exception>
    /// <exception cref="NodeException">The backup is not whole.</exception>
    public static async Task MakeAsync(
        WorldAddresses addresses, BackupManifest backup, RestorePlace place, CancellationToken cancellation)
    {
        if (backup.Postgres != addresses.World.Postgres)
        {
            throw new WorldException(
                $"{backup.Name} was made by PostgreSQL {backup.Postgres}, and the world is run by "
                + $"{addresses.World.Postgres}: a major version cannot run another's files.");
        }

        var source = Path.Combine(new BackupStore(addresses.Folder).PlaceOf(backup.Name), "data");
        await new NodeBackup(addresses, TimeProvider.System, new Nobody()).VerifyAsync(source, cancellation);
        BackupRoom.Check(addresses.Folder.Path, source, "the restore of " + backup.Node);
        await PostgresProgram.MakeFolderAsync(place.Folder, cancellation);
        await PostgresProgram.MakeFolderAsync(Path.Combine(place.Folder, "sock"), cancellation);
        await FolderCopy.MakeAsync(source, place.Data, cancellation);
    }

    private sealed class Nobody : IProgress<BackupManifest>
    {
        public void Report(BackupManifest value)
        {
        }
    }
}
