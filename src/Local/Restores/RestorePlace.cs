using Domicile.Local.Folders;
using Domicile.Local.Processes;

namespace Domicile.Local.Restores;

/// <summary>
/// Where a restore of one node stands: in the folder <c>restore</c> beside the node's data until its data are ready,
/// then in their place. From the mark on there is one way only, and whoever comes next goes it to its end.
/// </summary>
/// <param name="nodeFolder">The node's.</param>
internal sealed class RestorePlace(string nodeFolder)
{
    /// <summary>Of the folder beside the node's data.</summary>
    public const string Name = "restore";

    private readonly string live = Path.Combine(nodeFolder, "data");
    private readonly string before = Path.Combine(nodeFolder, "data.before");
    private readonly string markFile = Path.Combine(nodeFolder, "restore.json");

    /// <summary>A node's folder of its own, in which the restored data are mended where nobody finds them.</summary>
    public string Folder { get; } = Path.Combine(nodeFolder, Name);

    public string Data => Path.Combine(Folder, "data");

    /// <summary>Null while nothing is decided: then what is there may be thrown away.</summary>
    public RestoreMark? Mark => File.Exists(markFile) ? OwnerFile.Read<RestoreMark>(markFile) : null;

    /// <summary>The restored data are ready, and no process works on them.</summary>
    public void Decide(RestoreMark mark) => OwnerFile.Write(markFile, mark);

    /// <summary>Puts the restored data in place of the node's, which are kept aside. Can be repeated.</summary>
    public void Exchange()
    {
        if (!Directory.Exists(Data))
        {
            return;
        }

        if (Directory.Exists(live))
        {
            Directory.Move(live, before);
        }

        Directory.Move(Data, live);
    }

    /// <summary>Removes what a restore leaves behind, whether it came to its end or not; the mark last.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        if (Directory.Exists(Data))
        {
            await FolderProcesses.KillAsync(Data, cancellation);
        }

        foreach (var folder in new[] { Folder, before }.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        File.Delete(markFile);
    }
}
