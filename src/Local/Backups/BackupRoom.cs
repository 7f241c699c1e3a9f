using Domicile.Local.Worlds;

namespace Domicile.Local.Backups;

/// <summary>Refuses a copy for which the disk has no room, before it is begun.</summary>
internal static class BackupRoom
{
    // What is written while the copy is made.
    private const long SpareBytes = 64L << 20;

    /// <exception cref="WorldException">There is too little room.</exception>
    public static void Check(string target, string source, string what)
    {
        var needed = Size(source) + SpareBytes;
        var free = new DriveInfo(target).AvailableFreeSpace;
        if (free < needed)
        {
            throw new WorldException(
                $"The disk of {target} has {free >> 20} MB left, and {what} needs up to {needed >> 20} MB. Make room.");
        }
    }

    /// <summary>The bytes of all files in a folder; those that go away meanwhile do not count.</summary>
    public static long Size(string folder)
    {
        var size = 0L;
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", all))
        {
            size += SizeOf(file);
        }

        return size;
    }

    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
