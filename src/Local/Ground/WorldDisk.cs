using Domicile.Local.Folders;
using Domicile.Local.Worlds;

namespace Domicile.Local.Ground;

/// <summary>
/// Refuses to start a world on a disk that it would fill: a full disk stops a node in the middle of its work.
/// </summary>
internal static class WorldDisk
{
    // A new node takes about 30 MB and its log of changes grows to max_wal_size and a little more under load.
    private const long NewNodeBytes = 100L << 20;
    private const long KnownNodeBytes = 10L << 20;

    /// <exception cref="WorldException">There is too little room.</exception>
    public static void Check(WorldOptions options, WorldFile world)
    {
        var needed = world.Nodes.Sum(
            node => Directory.Exists(options.Folder.NodeFolder(node)) ? KnownNodeBytes : NewNodeBytes);
        var free = options.FreeBytes(options.Folder.Path);
        if (free < needed)
        {
            throw new WorldException(
                $"The disk of {options.Folder.Path} has {free >> 20} MB left, and the world needs {needed >> 20} MB to "
                + "start. Make room, or choose a folder on another disk with --data.");
        }
    }
}
