using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Local.Backups;

/// <summary>
/// Lets one process at a time make, restore or destroy backups of a world. The system lets go of it when the process
/// ends, however it ends.
/// </summary>
internal sealed class BackupLock : IDisposable
{
    private readonly FileStream stream;

    private BackupLock(FileStream stream) => this.stream = stream;

    /// <exception cref="WorldException">Another process has it.</exception>
    public static BackupLock Take(WorldFolder folder)
    {
        Directory.CreateDirectory(
            folder.BackupFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        try
        {
            var file = Path.Combine(folder.BackupFolder, "lock");
            return new BackupLock(
                new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (WorldLock.IsHeld(e))
        {
            throw new WorldException(
                $"Another command works on the backups in {folder.BackupFolder}. Try again when it has ended.", e);
        }
    }

    public void Dispose() => stream.Dispose();
}
