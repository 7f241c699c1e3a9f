using System.Text.Json;

namespace Domicile.Infrastructure;

/// <summary>
/// The folder that a synthesis writes into. Its files come to stand there all at once, when the last one is written:
/// whatever goes wrong before leaves the folder as it was. Files of an earlier synthesis that the new one does not
/// have go, so that nobody deploys a region that is no longer in the topology; files of other people stay. Lives for
/// one synthesis.
/// </summary>
internal sealed class OutputFolder : IDisposable
{
    /// <summary>What a synthesis wrote, as paths in the folder; also what keeps a second one out.</summary>
    public const string Listing = ".synthesis.json";

    /// <summary>Where files stand until all are written.</summary>
    private const string Beside = ".synthesis";

    private readonly string folder;
    private readonly FileStream listing;
    private readonly List<string> known;

    private OutputFolder(string folder, FileStream listing, List<string> known)
    {
        (this.folder, this.listing, this.known) = (folder, listing, known);
        Fresh = Path.Combine(folder, Beside);
    }

    /// <summary>An empty folder for the new files.</summary>
    public string Fresh { get; }

    /// <summary>Takes a folder, and makes it when it is not there.</summary>
    /// <exception cref="IOException">It cannot be written, or another synthesis has it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static OutputFolder Take(string path)
    {
        var place = Path.TrimEndingDirectorySeparator(Directory.CreateDirectory(path).FullName);
        var list = new FileStream(
            Path.Combine(place, Listing), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var taken = new OutputFolder(place, list, ReadKnown(list));
            if (Directory.Exists(taken.Fresh))
            {
                Directory.Delete(taken.Fresh, recursive: true);
            }

            Directory.CreateDirectory(taken.Fresh);
            return taken;
        }
        catch
        {
            list.Dispose();
            throw;
        }
    }

    /// <summary>Puts the new files in the place of the earlier ones.</summary>
    /// <param name="last">Files that come last and go first: without them nobody deploys the others.</param>
    /// <exception cref="IOException">
    /// A file of somebody else's has the name of a new one, or a template of somebody else's is there: nothing was
    /// changed. Or the folder cannot be written.
    /// </exception>
    public void Fill(params IReadOnlyList<string> last)
    {
        var files = FilesIn(Fresh);
        Refuse(files);

        // Should this end in the middle, all that stands there is known to the next synthesis.
        WriteKnown(known.Union(files));
        foreach (var file in last.Concat(known.Except(files)).Select(file => Path.Combine(folder, file)))
        {
            if (File.Exists(file))
            {
                File.Delete(file);
            }
        }

        foreach (var file in files.OrderBy(last.Contains))
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(Path.Combine(Fresh, file), target, overwrite: true);
        }

        RemoveEmpty(known.Except(files));
        WriteKnown(files);
    }

    public void Dispose()
    {
        if (Directory.Exists(Fresh))
        {
            Directory.Delete(Fresh, recursive: true);
        }

        var isUnused = listing.Length == 0;
        listing.Dispose();
        if (isUnused)
        {
            File.Delete(Path.Combine(folder, Listing));
        }
    }

    private static List<string> ReadKnown(FileStream listing)
    {
        try
        {
            List<string> files = listing.Length == 0 ? [] : JsonSerializer.Deserialize<List<string>>(listing) ?? [];
            return files.TrueForAll(IsInside) ? files : throw new JsonException("It has a file of another folder.");
        }
        catch (JsonException e)
        {
            throw new IOException($"{listing.Name} is damaged. Name an empty folder with --out.", e);
        }
    }

    // What is in the list is deleted.
    private static bool IsInside(string file) =>
        file.Length > 0 && !Path.IsPathRooted(file) && !file.Split('/', '\\').Contains("..");

    private static List<string> FilesIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal),
    ];

    private void Refuse(List<string> files)
    {
        var strangers = files.Where(file => File.Exists(Path.Combine(folder, file)))
            .Concat(Directory.EnumerateFiles(folder, "*.template.json").Select(file => Path.GetFileName(file)))
            .Except(known)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (strangers.Count > 0)
        {
            throw new IOException(
                $"{folder} has {strangers[0]}{(strangers.Count > 1 ? $" and {strangers.Count - 1} more files" : "")} "
                + "that no synthesis into it has written. Take them away, or name an empty folder with --out.");
        }
    }

    private void WriteKnown(IEnumerable<string> files)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(files);
        listing.Position = 0;
        listing.Write(text);
        listing.SetLength(text.Length);
        listing.Flush(flushToDisk: true);
    }

    private void RemoveEmpty(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var place = Path.GetDirectoryName(Path.Combine(folder, file))!;
            while (place != folder && Directory.Exists(place) && !Directory.EnumerateFileSystemEntries(place).Any())
            {
                Directory.Delete(place);
                place = Path.GetDirectoryName(place)!;
            }
        }
    }
}
