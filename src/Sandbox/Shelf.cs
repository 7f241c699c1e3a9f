namespace Domicile.Sandbox;

/// <summary>
/// A folder of what was received, a file an id, each kept once. The time of a file's last change is when it came.
/// </summary>
internal sealed class Shelf
{
    private readonly string folder;
    private readonly string extension;

    public Shelf(string folder, string extension)
    {
        (this.folder, this.extension) = (folder, extension);
        Directory.CreateDirectory(folder);
    }

    public IReadOnlyList<string> Ids =>
        [.. Directory.GetFiles(folder, "*" + extension).Select(Path.GetFileNameWithoutExtension).Order()!];

    public byte[]? TryRead(string id) => File.Exists(FileOf(id)) ? File.ReadAllBytes(FileOf(id)) : null;

    /// <returns>False when something else was kept under the id.</returns>
    public bool TryKeep(string id, byte[] bytes, DateTimeOffset now, out DateTimeOffset receivedAt)
    {
        var path = FileOf(id);
        if (TryRead(id) is { } kept)
        {
            receivedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
            return kept.AsSpan().SequenceEqual(bytes);
        }

        var draft = path + ".new";
        using (var stream = File.Create(draft))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.SetLastWriteTimeUtc(draft, now.UtcDateTime);
        File.Move(draft, path);
        receivedAt = new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero);
        return true;
    }

    // An id was compared with what the region and the number give, so it is no path.
    private string FileOf(string id) => Path.Combine(folder, id + extension);
}
