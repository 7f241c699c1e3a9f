using Domicile.Local.Processes;
using Domicile.Local.Worlds;

namespace Domicile.Local.Folders;

/// <summary>
/// Holds a world's folder for one process. The system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class WorldLock : IDisposable
{
    private readonly WorldFolder folder;
    private readonly FileStream stream;

    private WorldLock(WorldFolder folder, FileStream stream)
    {
        this.folder = folder;
        this.stream = stream;
    }

    /// <summary>Takes the folder.</summary>
    /// <param name="command">What takes it, for the message that others get.</param>
    /// <exception cref="WorldException">Another process has it; the message says which.</exception>
    public static WorldLock Take(WorldFolder folder, string command)
    {
        var taken = TryTake(folder) ?? throw new WorldException(Refusal(folder));
        var self = Environment.ProcessId;
        OwnerFile.Write(folder.RunningFile, new RunningWorld(self, command, ProcessTable.StartStamp(self) ?? 0));
        return taken;
    }

    /// <summary>Takes the folder without saying so; null when another process has it.</summary>
    public static WorldLock? TryTake(WorldFolder folder)
    {
        try
        {
            return new WorldLock(folder, new FileStream(folder.LockFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>Removes the world and lets go of its folder, in which others may make another one at once.</summary>
    public void DisposeWithFolder()
    {
        folder.Clear();
        stream.Dispose();
    }

    public void Dispose()
    {
        if (stream.CanRead)
        {
            File.Delete(folder.RunningFile);
            stream.Dispose();
        }
    }

    // EWOULDBLOCK of flock: 11 on Linux, 35 on a Mac.
    internal static bool IsHeld(IOException e) => e.HResult is 11 or 35;

    private static string Refusal(WorldFolder folder) => RunningWorld.TryRead(folder) is { } running
        ? $"The world in {folder.Path} is in use by process {running.ProcessId} (./domicile {running.Command}). "
            + "Stop it with ./domicile down, or start another world with --data DIR --port BASE."
        : $"The world in {folder.Path} is in use by another process that starts or stops it. Try again in a moment.";
}
