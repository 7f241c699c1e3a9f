using System.Buffers.Binary;
using System.IO.Compression;

namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>Finds where compressed data begins in bytes of any kind: entries of zips, gzip, streams of PDFs.</summary>
internal static class Containers
{
    /// <summary>What has to stand after a beginning before it can be told.</summary>
    public const int HeadLengthMax = 64 + 2 * ushort.MaxValue;

    private const int ZipHeadLength = 30;
    private const int Deflated = 8;

    /// <summary>The beginnings in a piece of data: where the compressed bytes start, and of what kind.</summary>
    public static IEnumerable<(int Offset, string Kind)> In(ReadOnlyMemory<byte> data)
    {
        foreach (var at in Each(data, [0x1f, 0x8b, Deflated]))
        {
            if (at + 4 <= data.Length && (data.Span[at + 3] & 0xe0) == 0)
            {
                yield return (at, "gzip");
            }
        }

        foreach (var at in Each(data, "PK\u0003\u0004"u8.ToArray()))
        {
            if (ZipStart(data.Span[at..]) is { } start)
            {
                yield return (at + start, "zip");
            }
        }

        foreach (var at in Each(data, "stream"u8.ToArray()))
        {
            if (PdfStart(data.Span[at..]) is { } start)
            {
                yield return (at + start, "PDF");
            }
        }
    }

    /// <summary>Unpacks what begins here.</summary>
    public static Stream Open(Stream packed, string kind) => kind switch
    {
        "gzip" => new GZipStream(packed, CompressionMode.Decompress),
        "zip" => new DeflateStream(packed, CompressionMode.Decompress),
        _ => new ZLibStream(packed, CompressionMode.Decompress),
    };

    // PKWARE's APPNOTE 4.3.7: signature, version, flags, method, … and the lengths of name and extra field.
    private static int? ZipStart(ReadOnlySpan<byte> head)
    {
        if (head.Length < ZipHeadLength || BinaryPrimitives.ReadUInt16LittleEndian(head[8..]) != Deflated)
        {
            return null;
        }

        return ZipHeadLength + BinaryPrimitives.ReadUInt16LittleEndian(head[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
    }

    // ISO 32000-1, 7.3.8: the word, CR LF or LF, the data. RFC 1950: two bytes that divide by 31, deflate in the first.
    private static int? PdfStart(ReadOnlySpan<byte> head)
    {
        const int Word = 6;
        var start = head.Length > Word && head[Word] == '\r' ? Word + 2 : Word + 1;
        return head.Length >= start + 2 && head[start - 1] == '\n' && (head[start] & 0x0f) == Deflated
            && (head[start] << 8 | head[start + 1]) % 31 == 0
                ? start
                : null;
    }

    private static IEnumerable<int> Each(ReadOnlyMemory<byte> data, byte[] sign)
    {
        for (var from = 0; from < data.Length;)
        {
            var at = data.Span[from..].IndexOf(sign);
            if (at < 0)
            {
                yield break;
            }

            yield return from + at;
            from += at + 1;
        }
    }
}
