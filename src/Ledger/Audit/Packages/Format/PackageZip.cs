using System.Buffers.Binary;
using System.Text;

namespace Domicile.Ledger.Audit.Packages.Format;

/// <summary>
/// The form of a package's file: a zip of stored entries (PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16),
/// the same entries giving the same bytes. Names are ASCII; every time is 1980-01-01.
/// </summary>
public static class PackageZip
{
    private const uint EntryMark = 0x04034b50;
    private const uint ListMark = 0x02014b50;
    private const uint EndMark = 0x06054b50;
    private const int EntryLength = 30;
    private const int ListLength = 46;
    private const int EndLength = 22;
    private const ushort VersionNeeded = 20;
    private const ushort FirstDay = 0x0021;

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(CrcOf)];

    public static byte[] Write(IReadOnlyList<PackageEntry> entries)
    {
        var length = checked(EndLength + entries.Sum(
            entry => EntryLength + ListLength + (2 * entry.Name.Length) + entry.Bytes.Length));
        var file = new byte[length];
        var list = new List<(int Offset, PackageEntry Entry, uint Crc)>();
        var at = 0;
        foreach (var entry in entries)
        {
            var crc = Crc(entry.Bytes.Span);
            list.Add((at, entry, crc));
            var head = file.AsSpan(at);
            Put(head, 0, EntryMark);
            WriteCommon(head[4..], entry, crc);
            at += EntryLength + Append(file, at + EntryLength, entry.Name);
            entry.Bytes.Span.CopyTo(file.AsSpan(at));
            at += entry.Bytes.Length;
        }

        var listStart = at;
        foreach (var (offset, entry, crc) in list)
        {
            var head = file.AsSpan(at);
            Put(head, 0, ListMark);
            Put(head, 4, VersionNeeded);
            WriteCommon(head[6..], entry, crc);
            Put(head, 42, (uint)offset);
            at += ListLength + Append(file, at + ListLength, entry.Name);
        }

        var end = file.AsSpan(at);
        Put(end, 0, EndMark);
        Put(end, 8, (ushort)entries.Count);
        Put(end, 10, (ushort)entries.Count);
        Put(end, 12, (uint)(at - listStart));
        Put(end, 16, (uint)listStart);
        return file;
    }

    /// <summary>The entries in the order of the file; null when it is no such zip, or not whole.</summary>
    public static IReadOnlyList<PackageEntry>? TryRead(ReadOnlyMemory<byte> file)
    {
        var entries = new List<PackageEntry>();
        var at = 0;
        while (at + EntryLength <= file.Length && Get(file, at) == EntryMark)
        {
            var size = Get(file, at + 22);
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(file.Span[(at + 26)..]);
            var start = at + EntryLength + nameLength;
            if (start + (long)size > file.Length)
            {
                return null;
            }

            entries.Add(new PackageEntry(
                Encoding.Latin1.GetString(file.Span.Slice(at + EntryLength, nameLength)),
                file.Slice(start, (int)size)));
            at = start + (int)size;
        }

        return entries.Count > 0 && at + sizeof(uint) <= file.Length && Get(file, at) == ListMark ? entries : null;
    }

    // What an entry and its line in the list at the end have in common, from the version needed on.
    private static void WriteCommon(Span<byte> head, PackageEntry entry, uint crc)
    {
        Put(head, 0, VersionNeeded);
        Put(head, 8, FirstDay);
        Put(head, 10, crc);
        Put(head, 14, (uint)entry.Bytes.Length);
        Put(head, 18, (uint)entry.Bytes.Length);
        Put(head, 22, (ushort)entry.Name.Length);
    }

    private static int Append(byte[] file, int at, string name) => Encoding.ASCII.GetBytes(name, file.AsSpan(at));

    private static uint Get(ReadOnlyMemory<byte> file, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(file.Span[at..]);

    private static void Put(Span<byte> target, int at, uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(target[at..], value);

    private static void Put(Span<byte> target, int at, ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(target[at..], value);

    // CRC-32 of ISO 3309, as zip asks for; it finds accidents, not attacks.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc = CrcTable[(crc ^ one) & 0xff] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint CrcOf(int value)
    {
        var crc = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xedb88320;
        }

        return crc;
    }
}
