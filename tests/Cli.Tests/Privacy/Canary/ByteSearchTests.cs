using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Domicile.Cli.Privacy.Canary.Search;

namespace Domicile.Cli.Tests.Privacy.Canary;

public sealed class ByteSearchTests
{
    private const string Marker = "Žofie Kanárková 7f3a";
    private static readonly NeedleSet Needles = new(NeedleForms.OfText("name", Marker));

    public static TheoryData<string, byte[]> Forms { get; } = new(
        ("UTF-8", Utf8(Marker)),
        ("UTF-16LE", Encoding.Unicode.GetBytes(Marker)),
        ("UTF-16BE", Encoding.BigEndianUnicode.GetBytes(Marker)),
        ("small letters", Utf8(Marker.ToLowerInvariant())),
        ("hex of UTF-8", Utf8(@"\x" + Convert.ToHexStringLower(Utf8(Marker)))),
        ("capital hex of UTF-16LE", Utf8(Convert.ToHexString(Encoding.Unicode.GetBytes(Marker)))),
        ("base64 of UTF-8, 1 of 3", Utf8(Convert.ToBase64String(Utf8(Marker + "?")))),
        ("base64 of UTF-8, 2 of 3", Utf8(Convert.ToBase64String(Utf8("x" + Marker + "?")))),
        ("base64 of UTF-8, 3 of 3", Utf8(Convert.ToBase64String(Utf8("xy" + Marker + "?")))),
        ("base64 of UTF-16LE", Utf8(Convert.ToBase64String(Encoding.Unicode.GetBytes("abc" + Marker)))),
        ("JSON, capital digits", Utf8(JsonSerializer.Serialize(Marker))),
        ("percent, capital digits", Utf8(Uri.EscapeDataString(Marker))),
        ("form, plus", Utf8(WebUtility.UrlEncode(Marker))),
        ("octal", Utf8(@"\305\275ofie Kan\303\241rkov\303\241 7f3a")));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_marker_is_found_in_every_form_and_packed_in_every_container(string form, byte[] bytes)
    {
        byte[] file = [.. "before "u8, .. bytes, .. " after"u8];
        foreach (var (container, packed) in Packed(file))
        {
            Assert.Contains(Search(packed), hit =>
                hit.Form.Contains(form, StringComparison.Ordinal)
                && hit.Inside.Contains(container, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_marker_is_found_at_every_place_around_the_border_of_two_pieces()
    {
        const int Piece = 4 << 20;
        var bytes = Utf8(Marker);
        var file = new byte[Piece + 400_000];
        foreach (var at in new[] { 0, Piece - bytes.Length, Piece - 5, Piece - 1, Piece, file.Length - bytes.Length })
        {
            Array.Clear(file);
            bytes.CopyTo(file, at);
            Assert.Equal(at, Assert.Single(Search(file)).At);
        }
    }

    [Fact]
    public void Packed_data_across_the_border_of_two_pieces_is_unpacked_whole()
    {
        const int Piece = 4 << 20;
        var packed = Gzip(Utf8(Marker));
        for (var at = Piece - packed.Length - 1; at < Piece + 2; at++)
        {
            var file = new byte[Piece + 400_000];
            packed.CopyTo(file, at);
            Assert.Equal(" > gzip", Assert.Single(Search(file)).Inside);
        }
    }

    [Fact]
    public void A_marker_deep_in_more_than_one_unpacked_piece_is_found()
    {
        var large = new byte[(64 << 20) + 100];
        Utf8(Marker).CopyTo(large, (64 << 20) - 7);
        Assert.Contains(Search(Gzip(large)), hit => hit.Inside == " > gzip");
    }

    [Fact]
    public void Nothing_is_found_in_what_only_resembles_it_and_chance_finds_nothing()
    {
        var file = new byte[8 << 20];
        new Random(7).NextBytes(file);
        Utf8("Žofie Kanárková 7f3b").CopyTo(file, 1000);
        "\u001f\u008b\u0008\u0000 no gzip, stream\nx and PK\u0003\u0004"u8.CopyTo(file.AsSpan(5000));
        Assert.Empty(Search(file));
    }

    [Fact]
    public void All_needles_are_found_wherever_they_are_as_a_plain_search_finds_them()
    {
        var random = new Random(11);
        var needles = Enumerable.Range(0, 200).Select(i => Bytes(random, 8 + i % 40)).ToArray();
        var set = new NeedleSet(needles.Select((bytes, i) => new Needle("n", $"{i}", bytes)));
        for (var round = 0; round < 50; round++)
        {
            var text = Bytes(random, 3000);
            for (var planted = 0; planted < 20; planted++)
            {
                var needle = needles[random.Next(needles.Length)];
                needle.CopyTo(text, random.Next(text.Length - needle.Length));
            }

            var found = new List<(string, int)>();
            set.Find(text, (needle, at) => found.Add((needle.Form, at)));
            var expected = needles.Index().SelectMany(needle => Enumerable.Range(0, text.Length)
                .Where(at => text.AsSpan(at).StartsWith(needle.Item))
                .Select(at => ($"{needle.Index}", at)));
            Assert.Equal(expected.Order(), found.Order());
        }
    }

    private static IEnumerable<(string Container, byte[] Packed)> Packed(byte[] file)
    {
        yield return ("", file);
        yield return (" > gzip", [.. "log: "u8, .. Gzip(file)]);
        yield return (" > zip", [.. "blob: "u8, .. Zip(file)]);
        yield return (" > PDF", [.. "%PDF-1.5 << /FlateDecode >> stream\r\n"u8, .. Deflate(file), .. "endstream"u8]);
        yield return (" > zip > gzip > gzip", Zip(Gzip(Gzip(file))));
    }

    private static List<(string Form, string Inside, long At)> Search(byte[] file)
    {
        var hits = new List<(string, string, long)>();
        new ByteSearch(Needles, (needle, inside, at) => hits.Add((needle.Form, inside, at)))
            .Run(offset => new MemoryStream(file, (int)offset, file.Length - (int)offset));
        return hits;
    }

    private static byte[] Gzip(byte[] data) => Pack(data, stream => new GZipStream(stream, CompressionLevel.Fastest));

    private static byte[] Deflate(byte[] data) =>
        Pack(data, stream => new ZLibStream(stream, CompressionLevel.Fastest));

    private static byte[] Zip(byte[] data)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("a.txt").Open())
        {
            entry.Write(data);
        }

        return memory.ToArray();
    }

    private static byte[] Pack(byte[] data, Func<Stream, Stream> pack)
    {
        using var memory = new MemoryStream();
        using (var stream = pack(memory))
        {
            stream.Write(data);
        }

        return memory.ToArray();
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
