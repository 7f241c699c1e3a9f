using Domicile.Local.Folders;

namespace Domicile.Local.Worlds;

/// <summary>How to start a world.</summary>
/// <param name="Folder">Where it stands.</param>
/// <param name="TopologyFile">The <c>domicile.json</c> that describes it.</param>
public sealed record WorldOptions(WorldFolder Folder, string TopologyFile)
{
    /// <summary>The first region's server listens here; null for the port it had, or 5080.</summary>
    public int? BasePort { get; init; }

    /// <summary>The server's program, <c>Domicile.Server.dll</c>; null for a world of nodes alone.</summary>
    public string? ServerProgram { get; init; }

    /// <summary>The sandbox's program, <c>Domicile.Sandbox.dll</c>; null to start none.</summary>
    public string? SandboxProgram { get; init; }

    /// <summary>What starts the world, for the message that a second one gets.</summary>
    public string Command { get; init; } = "up";

    /// <summary>Free bytes on the disk of a folder.</summary>
    internal Func<string, long> FreeBytes { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;
}
