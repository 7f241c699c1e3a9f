using System.Text;
using Domicile.Cli.Privacy.Canary;
using Domicile.Cli.Privacy.Canary.Search;

namespace Domicile.Cli.Tests.Privacy.Canary;

public sealed class WorldSearchTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-search-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_file_is_read_whole_hidden_and_locked_ones_too_and_bytes_are_counted()
    {
        Write("a/b/.hidden", "Quagga Řehoř");
        Write("empty", "");
        var locked = Write("lock", new string('x', 100) + "Quagga Řehoř");
        using var open = new FileStream(locked, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        File.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), locked);

        var result = await SearchAsync("Quagga Řehoř");

        Assert.Equal(["a/b/.hidden", "lock"], result.Hits.Select(hit => hit.File));
        Assert.Equal((2, 14 + 114), (result.FileCount, result.ByteCount));
        Assert.Empty(result.Unread);
    }

    [Fact]
    public async Task A_file_that_is_kept_from_being_read_is_told()
    {
        var kept = Write("kept", "Quagga Řehoř");
        using var open = new FileStream(kept, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var result = await SearchAsync("Quagga Řehoř");

        Assert.StartsWith("kept: ", Assert.Single(result.Unread), StringComparison.Ordinal);
        Assert.Equal(0, result.FileCount);
    }

    [Fact]
    public void A_canarys_fields_are_found_by_its_needles_and_nobody_elses_are()
    {
        var (one, other) = (CanaryMarkers.Make(null), CanaryMarkers.Make(null));
        var set = new NeedleSet(one.Needles());
        var found = new HashSet<string>();
        set.Find(Utf8($"{one}"), (needle, _) => found.Add(needle.Marker));
        Assert.Empty(found);
        set.Find(
            Utf8($"{one.Name};{one.Email};{one.BirthDate};{one.Reference};{one.Key}"),
            (needle, _) => found.Add(needle.Marker));
        Assert.Equal(["birth date", "email", "idempotency key", "name", "reference"], found.Order());
        set.Find(Utf8($"{other.Name}{other.Email}{other.Reference}{other.Key}"), (_, _) => Assert.Fail("found"));
    }

    private Task<SearchResult> SearchAsync(string text) =>
        new WorldSearch(folder.FullName, NeedleForms.OfText("name", text)).RunAsync(CancellationToken.None);

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, Utf8(text));
        return file;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
