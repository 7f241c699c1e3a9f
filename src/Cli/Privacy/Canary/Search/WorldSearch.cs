using System.Collections.Concurrent;
using System.Diagnostics;

namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>
/// Reads every byte of every file below a folder while a world works in it, and looks for needles. A file that goes
/// away meanwhile is no file any more; one that cannot be read is told.
/// </summary>
internal sealed class WorldSearch(string folder, IEnumerable<Needle> needles)
{
    /// <summary>More of the same file says nothing new.</summary>
    public const int HitsMax = 50;

    private readonly NeedleSet set = new(needles);

    public async Task<SearchResult> RunAsync(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var (hits, unread) = (new ConcurrentBag<SearchHit>(), new ConcurrentBag<string>());
        var (files, bytes) = (0, 0L);
        await Parallel.ForEachAsync(Files(), cancellation, (file, _) =>
        {
            var name = Path.GetRelativePath(folder, file);
            try
            {
                Interlocked.Add(ref bytes, Search(file, name, hits));
                Interlocked.Increment(ref files);
            }
            catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // Gone since it was listed, as files of the log of changes go.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                unread.Add($"{name}: {e.Message}");
            }

            return ValueTask.CompletedTask;
        });
        return new SearchResult(files, bytes, watch.Elapsed.TotalSeconds, [.. hits.OrderBy(hit => hit.File)])
        {
            Unread = [.. unread.Order()],
        };
    }

    // Sockets are no files, and have no length.
    private IEnumerable<string> Files() => new DirectoryInfo(folder)
        .EnumerateFiles("*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None,
            IgnoreInaccessible = false,
        })
        .Where(file => file.LinkTarget is null && IsThereWithBytes(file))
        .Select(file => file.FullName);

    private static bool IsThereWithBytes(FileInfo file) => file.Exists && file.Length > 0;

    private long Search(string file, string name, ConcurrentBag<SearchHit> hits)
    {
        var count = 0;
        var search = new ByteSearch(set, (needle, inside, at) =>
        {
            if (count++ < HitsMax)
            {
                hits.Add(new SearchHit(needle.Marker, needle.Form, name, inside, at));
            }
        });
        search.Run(offset => Open(file, offset));
        return search.ByteCount;
    }

    private static FileStream Open(string file, long offset)
    {
        var stream = new FileStream(file, new FileStreamOptions
        {
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
        });
        stream.Seek(offset, SeekOrigin.Begin);
        return stream;
    }
}
