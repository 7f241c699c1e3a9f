using Domicile.Local.Folders;
using Domicile.Local.Processes;
using Domicile.Local.Servers;

namespace Domicile.Local.Faults;

/// <summary>
/// The process of a node or server of a running world, found from outside, to be harmed on purpose. It is remembered
/// with the moment it started, so that no signal goes to another process that got its id later.
/// </summary>
public sealed class MemberProcess
{
    private readonly long stamp;

    private MemberProcess(int processId, long stamp) => (ProcessId, this.stamp) = (processId, stamp);

    public int ProcessId { get; }

    /// <summary>The process that runs a node at this moment; null when there is none.</summary>
    public static MemberProcess? Of(WorldAddresses addresses, WorldNode node) => Of(
        LeftProcess.Postmaster(Path.Combine(addresses.Folder.NodeFolder(node), "data")));

    /// <summary>The process of a server at this moment; null when there is none.</summary>
    public static MemberProcess? Of(WorldAddresses addresses, WorldServer server) => Of(LeftProcess.OfPidFile(
        addresses.Folder.ServerPidFile(server.Stem),
        ServerProcess.ProgramName,
        addresses.Folder.ServerFile(server.Stem)));

    /// <summary>Ends it by SIGKILL, as a crash would; its children notice by themselves.</summary>
    public void Kill() => Send(Signals.Kill);

    /// <summary>Ends it and its children by SIGKILL, as a power cut would.</summary>
    public void KillWhole()
    {
        var children = Children();
        Send(Signals.Kill);
        children.ForEach(child => child.Send(Signals.Kill));
    }

    /// <summary>
    /// Stops it and its children where they stand (SIGSTOP), connections and locks held. Returns all that were stopped.
    /// </summary>
    public IReadOnlyList<MemberProcess> Freeze()
    {
        // The parent first: then no child is born unseen.
        Send(Signals.Stop);
        var frozen = Children();
        frozen.ForEach(child => child.Send(Signals.Stop));
        frozen.Add(this);
        return frozen;
    }

    /// <summary>Lets it go on (SIGCONT); nothing happens when it has ended since.</summary>
    public void Wake() => Send(Signals.Continue);

    private List<MemberProcess> Children() => [.. ProcessTable.Children(ProcessId).Select(Of).OfType<MemberProcess>()];

    private static MemberProcess? Of(LeftProcess? process) => process is null ? null : Of(process.ProcessId);

    private static MemberProcess? Of(int processId) =>
        ProcessTable.StartStamp(processId) is { } stamp ? new MemberProcess(processId, stamp) : null;

    // One that ended meanwhile needs no signal.
    private void Send(int signal)
    {
        if (ProcessTable.StartStamp(ProcessId) == stamp)
        {
            Signals.Send(ProcessId, signal);
        }
    }
}
