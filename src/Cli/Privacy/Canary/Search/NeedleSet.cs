namespace Domicile.Cli.Privacy.Canary.Search;

/// <summary>
/// Finds many needles in one go, in the manner of Wu and Manber (A fast algorithm for multi-pattern searching, 1994):
/// the last two bytes of a window say how far it may move. Immutable; for many threads.
/// </summary>
internal sealed class NeedleSet
{
    /// <summary>A shorter needle would be found by chance in some gigabytes, and slow the others down.</summary>
    public const int LengthMin = 8;

    private readonly Needle[] needles;
    private readonly byte[] shifts = new byte[1 << 16];
    private readonly Dictionary<int, int[]> byLastBlock;
    private readonly int window;

    /// <exception cref="ArgumentException">There is none, or one is too short.</exception>
    public NeedleSet(IEnumerable<Needle> needles)
    {
        this.needles = [.. needles];
        if (this.needles.Length == 0 || this.needles.Any(needle => needle.Bytes.Length < LengthMin))
        {
            throw new ArgumentException($"Needles have {LengthMin} bytes at least.", nameof(needles));
        }

        window = Math.Min(this.needles.Min(needle => needle.Bytes.Length), byte.MaxValue);
        LengthMax = this.needles.Max(needle => needle.Bytes.Length);
        Array.Fill(shifts, (byte)(window - 1));
        foreach (var needle in this.needles)
        {
            for (var end = 1; end < window; end++)
            {
                ref var shift = ref shifts[Block(needle.Bytes, end)];
                shift = Math.Min(shift, (byte)(window - 1 - end));
            }
        }

        byLastBlock = this.needles.Index()
            .GroupBy(needle => Block(needle.Item.Bytes, window - 1), needle => needle.Index)
            .ToDictionary(group => group.Key, group => group.ToArray());
    }

    public int LengthMax { get; }

    public IReadOnlyList<Needle> Needles => needles;

    /// <summary>Tells every place where a needle begins.</summary>
    public void Find(ReadOnlySpan<byte> text, Action<Needle, int> found)
    {
        var end = window - 1;
        while (end < text.Length)
        {
            var shift = shifts[Block(text, end)];
            if (shift > 0)
            {
                end += shift;
                continue;
            }

            var start = end - window + 1;
            foreach (var index in byLastBlock[Block(text, end)])
            {
                if (text[start..].StartsWith(needles[index].Bytes))
                {
                    found(needles[index], start);
                }
            }

            end++;
        }
    }

    private static int Block(ReadOnlySpan<byte> bytes, int end) => bytes[end - 1] << 8 | bytes[end];
}
