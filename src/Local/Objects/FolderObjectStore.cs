using System.Runtime.CompilerServices;
using Domicile.Ledger.Objects;

namespace Domicile.Local.Objects;

/// <summary>
/// Objects as files of a folder, one a key. A draft is written and flushed first and then linked to its name, which
/// fails if the name is taken: an object is there whole or not at all, and is never written over. Its file is read-only
/// and carries the end of its retention as the time of its last change. Several processes may share the folder.
/// </summary>
/// <param name="folder">Made at the first need; nothing else may be in it.</param>
/// <param name="time">Tells when a retention has ended.</param>
public sealed class FolderObjectStore(string folder, TimeProvider time) : IObjectStore
{
    // No key has a part that begins with a dot.
    private const string Drafts = ".drafts";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public Task<PutOutcome> PutOnceAsync(
        ObjectKey key, ReadOnlyMemory<byte> bytes, DateTimeOffset retainUntil, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = FileOf(key);
        if (File.Exists(file))
        {
            return CompareAsync(file, bytes, cancellation);
        }

        MakeFolder(Path.GetDirectoryName(file)!);
        var drafts = MakeFolder(Path.Combine(folder, Drafts));
        var draft = Path.Combine(drafts, Guid.NewGuid().ToString("n"));
        try
        {
            WriteDraft(draft, bytes.Span, retainUntil);
            if (!DurableFiles.TryLink(draft, file))
            {
                return CompareAsync(file, bytes, cancellation);
            }
        }
        finally
        {
            File.Delete(draft);
        }

        DurableFiles.FlushFolder(Path.GetDirectoryName(file)!);
        return Task.FromResult(PutOutcome.Stored);
    }

    public async Task<byte[]?> GetAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(FileOf(key), cancellation);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task<DeleteOutcome> DeleteAsync(ObjectKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = new FileInfo(FileOf(key));
        if (!file.Exists)
        {
            return Task.FromResult(DeleteOutcome.Absent);
        }

        if (time.GetUtcNow() < new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero))
        {
            return Task.FromResult(DeleteOutcome.Retained);
        }

        file.Delete();
        DurableFiles.FlushFolder(file.DirectoryName!);
        return Task.FromResult(DeleteOutcome.Deleted);
    }

    public async IAsyncEnumerable<ObjectKey> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in Files(prefix))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return file;
        }

        await Task.CompletedTask;
    }

    private IEnumerable<ObjectKey> Files(string prefix)
    {
        var parent = Path.Combine(folder, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(parent))
        {
            return [];
        }

        return Directory.EnumerateFiles(parent, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Where(name => !name.StartsWith('.') && name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => new ObjectKey(name));
    }

    private static async Task<PutOutcome> CompareAsync(
        string file, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var stored = await File.ReadAllBytesAsync(file, cancellation);

        // Who wrote it may have died between the link and this flush, and a repetition promises no less.
        DurableFiles.FlushFolder(Path.GetDirectoryName(file)!);
        return bytes.Span.SequenceEqual(stored) ? PutOutcome.Repeated : PutOutcome.Taken;
    }

    private static void WriteDraft(string draft, ReadOnlySpan<byte> bytes, DateTimeOffset retainUntil)
    {
        using var handle = File.OpenHandle(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        RandomAccess.Write(handle, bytes, 0);
        File.SetUnixFileMode(handle, UnixFileMode.UserRead);
        File.SetLastWriteTimeUtc(handle, retainUntil.UtcDateTime);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Makes the folder and those above it, each flushed in the one that has it.</summary>
    private static string MakeFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            var parent = MakeFolder(Path.GetDirectoryName(path)!);
            Directory.CreateDirectory(path, OwnerOnly);
            DurableFiles.FlushFolder(parent);
        }

        return path;
    }

    private string FileOf(ObjectKey key) => Path.Combine(folder, key.Text);
}
