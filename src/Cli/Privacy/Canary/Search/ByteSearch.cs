namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>
/// Searches one source of bytes for needles, piece by piece, and what is packed inside it, to a few levels. For one
/// search at a time of one source; any number of these side by side.
/// </summary>
internal sealed class ByteSearch(NeedleSet needles, Action<Needle, string, long> found)
{
    /// <summary>A zip in a zip in a zip; deeper is nothing that this program makes.</summary>
    private const int DepthMax = 4;

    /// <summary>What one packed stream may grow to; a bomb is given up, not followed.</summary>
    private const long UnpackedMax = 4L << 30;

    private const int PieceLength = 4 << 20;
    private readonly int overlap = needles.LengthMax + Containers.HeadLengthMax;

    /// <summary>Bytes that were looked at, unpacked ones too.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Searches all that a source has.</summary>
    /// <param name="open">Opens it at an offset.</param>
    /// <param name="inside">Where it is packed, such as <c> &gt; gzip at 12</c>; empty for a file itself.</param>
    /// <param name="depth">0 for a file itself.</param>
    public void Run(Func<long, Stream> open, string inside = "", int depth = 0)
    {
        using var source = open(0);
        var buffer = new byte[PieceLength + overlap];
        var (start, kept) = (0L, 0);
        while (Fill(source, buffer.AsSpan(kept)) is var read && (read > 0 || kept > 0))
        {
            var piece = buffer.AsMemory(0, kept + read);
            var isLast = piece.Length < buffer.Length;
            ByteCount += read;

            // What begins in the overlap is found in the next piece, whole.
            var own = isLast ? piece.Length : PieceLength;
            var at = start;
            needles.Find(piece.Span, (needle, offset) =>
            {
                if (offset < own)
                {
                    found(needle, inside, at + offset);
                }
            });
            if (depth < DepthMax)
            {
                Unpack(piece, own, (offset => open(at + offset), inside, depth));
            }

            if (isLast)
            {
                return;
            }

            kept = piece.Length - own;
            piece[own..].CopyTo(buffer);
            start += own;
        }
    }

    private void Unpack(
        ReadOnlyMemory<byte> piece, int own, (Func<long, Stream> Open, string Inside, int Depth) where)
    {
        foreach (var (offset, kind) in Containers.In(piece).Where(packed => packed.Offset < own))
        {
            using var packed = where.Open(offset);
            using var unpacked = Containers.Open(packed, kind);
            RunUnpacked(unpacked, $"{where.Inside} > {kind}", where.Depth + 1);
        }
    }

    // In pieces that are held whole, so that what is packed in them can be opened where it begins.
    private void RunUnpacked(Stream unpacked, string inside, int depth)
    {
        var buffer = new MemoryStream();
        var sum = 0L;
        for (var isMore = true; isMore && sum < UnpackedMax;)
        {
            isMore = TakeNext(unpacked, buffer);
            if (buffer.Length == 0)
            {
                return;
            }

            sum += buffer.Length;
            var piece = buffer.ToArray();
            Run(offset => new MemoryStream(piece, (int)offset, piece.Length - (int)offset, false), inside, depth);
            buffer.SetLength(0);
            buffer.Write(piece.AsSpan(Math.Max(0, piece.Length - overlap)));
        }
    }

    // False at the end, and where it is no packed data after all; what came out before counts.
    private static bool TakeNext(Stream unpacked, MemoryStream buffer)
    {
        const int UnpackedPieceLength = 64 << 20;
        var part = new byte[64 << 10];
        try
        {
            while (buffer.Length < UnpackedPieceLength)
            {
                var read = unpacked.Read(part);
                if (read == 0)
                {
                    return false;
                }

                buffer.Write(part, 0, read);
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }

    private static int Fill(Stream source, Span<byte> buffer) => source.ReadAtLeast(buffer, buffer.Length, false);
}
