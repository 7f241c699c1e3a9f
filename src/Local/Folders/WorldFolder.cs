using Domicile.Local.Worlds;

namespace Domicile.Local.Folders;

/// <summary>Where everything of one world stands: a folder that only its owner can enter.</summary>
public sealed class WorldFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] Parts =
        ["nodes", "servers", "logs", "keys", "objects", "institutions", "backups"];

    /// <summary>Absolute.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string WorldFile => At("world.json");

    /// <summary>True when a world was made here; it need not run.</summary>
    public bool HasWorld => File.Exists(WorldFile) || Directory.Exists(At("nodes"));

    internal string SecretsFile => At("secrets.json");

    internal string LockFile => At("lock");

    internal string RunningFile => At("running.json");

    /// <summary>The folder of a node.</summary>
    /// <param name="place">The <see cref="WorldNode.Place"/> of a node, such as <c>eu/s1</c>.</param>
    public string NodeFolder(string place) => At("nodes", place.Replace('/', '-'));

    /// <inheritdoc cref="NodeFolder(string)"/>
    public string NodeFolder(WorldNode node) => NodeFolder(node.Place);

    /// <summary>What a server is told.</summary>
    /// <param name="stem">The region, for the server of its writer site; else <see cref="WorldServer.Stem"/>.</param>
    public string ServerFile(string stem) => At("servers", stem + ".json");

    internal string ServerPidFile(string stem) => At("servers", stem + ".pid");

    /// <summary>The folders of all nodes that were ever begun.</summary>
    internal string[] NodeFolders() => Directory.Exists(At("nodes")) ? Directory.GetDirectories(At("nodes")) : [];

    /// <summary>What names the servers' processes, if they were ever started.</summary>
    internal string[] ServerPidFiles() =>
        Directory.Exists(At("servers")) ? Directory.GetFiles(At("servers"), "*.pid") : [];

    public string ServerLog(string stem) => At("logs", $"server-{stem}.log");

    /// <summary>All that a sandbox institution has, its keys and what it received: the world's no more.</summary>
    public string InstitutionFolder(string stem) => At("institutions", stem.Replace('+', '-'));

    public string KeyFolder(string region) => At("keys", region);

    /// <summary>Where the backups of its nodes are, a folder each.</summary>
    public string BackupFolder => At("backups");

    /// <summary>What the region stores once and for a time, such as audit documents.</summary>
    public string ObjectFolder(string region) => At("objects", region);

    /// <summary>Makes the folder, or takes the one that is there if it is empty or a world's.</summary>
    /// <exception cref="WorldException">Something else is there.</exception>
    internal void Create()
    {
        if (File.Exists(Path))
        {
            throw new WorldException($"{Path} is a file. Give the world a folder with --data.");
        }

        if (Directory.Exists(Path) && !HasWorld && !File.Exists(LockFile)
            && Directory.EnumerateFileSystemEntries(Path).Any())
        {
            throw new WorldException(
                $"{Path} is not empty and not a world's folder. Give an empty or a new one with --data.");
        }

        Directory.CreateDirectory(Path);
        File.SetUnixFileMode(Path, OwnerOnly);
        foreach (var part in Parts)
        {
            Directory.CreateDirectory(At(part), OwnerOnly);
        }
    }

    /// <summary>Removes what the world made and nothing else; the folder too, if nothing else is in it.</summary>
    internal void Clear()
    {
        foreach (var part in Parts.Select(part => At(part)))
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }

        foreach (var file in new[] { SecretsFile, RunningFile, WorldFile, LockFile })
        {
            File.Delete(file);
        }

        if (!Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    private string At(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
