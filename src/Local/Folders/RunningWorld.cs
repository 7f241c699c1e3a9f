using System.Text.Json;
using Domicile.Local.Processes;

namespace Domicile.Local.Folders;

/// <summary>Who holds a world's folder at this moment, as the holder wrote it down.</summary>
/// <param name="Command">Such as <c>up</c> or <c>demo</c>.</param>
/// <param name="StartStamp">Tells the holder from another process that gets its id later.</param>
public sealed record RunningWorld(int ProcessId, string Command, long StartStamp)
{
    /// <summary>Reads who holds the folder; null when nobody does, or the holder has died.</summary>
    public static RunningWorld? TryRead(WorldFolder folder)
    {
        try
        {
            var running = OwnerFile.Read<RunningWorld>(folder.RunningFile);
            return ProcessTable.IsAlive(running.ProcessId)
                && ProcessTable.StartStamp(running.ProcessId) == running.StartStamp
                ? running
                : null;
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            // The file is written whole, so a damaged one is not the work of a holder that lives.
            return null;
        }
    }

    /// <summary>Asks the holder to stop everything and end, as Ctrl-C would.</summary>
    internal bool AskToStop() => Signals.Send(ProcessId, Signals.Terminate);
}
