using System.Diagnostics.CodeAnalysis;

namespace Domicile.Sharding.Map;

/// <summary>
/// Which shard owns each user number of one region. Immutable: a move publishes a new map with a higher version.
/// </summary>
public sealed class ShardMap
{
    private readonly long[] firsts;
    private readonly long[] ends;
    private readonly KeyRange[] ranges;

    /// <param name="version">The register's version of this map; only ever grows.</param>
    /// <param name="ranges">Any order; a shard may own several.</param>
    /// <exception cref="ArgumentException">A range is empty, negative, or overlaps another.</exception>
    public ShardMap(long version, IEnumerable<KeyRange> ranges)
    {
        Version = version;
        this.ranges = [.. ranges.OrderBy(range => range.First)];
        firsts = [.. this.ranges.Select(range => range.First)];
        ends = [.. this.ranges.Select(range => range.End)];
        for (var i = 0; i < this.ranges.Length; i++)
        {
            var range = this.ranges[i];
            if (range.First < 0 || range.First >= range.End)
            {
                throw new ArgumentException(
                    $"Key range {range} of shard {range.Shard} is empty or negative.", nameof(ranges));
            }

            if (i > 0 && this.ranges[i - 1].End > range.First)
            {
                throw new ArgumentException(
                    $"Key range {range} of shard {range.Shard} overlaps {this.ranges[i - 1]} "
                    + $"of shard {this.ranges[i - 1].Shard}.",
                    nameof(ranges));
            }
        }
    }

    public long Version { get; }

    /// <summary>All ranges in ascending order.</summary>
    public IReadOnlyList<KeyRange> Ranges => ranges;

    /// <summary>Finds the owner of a user number. No allocation, no lock: binary search over a sorted array.</summary>
    public bool TryFind(long userNumber, [NotNullWhen(true)] out KeyRange? range)
    {
        var index = Find(userNumber);
        range = index >= 0 ? ranges[index] : null;
        return range is not null;
    }

    /// <summary>The place in <see cref="Ranges"/> of the range that covers a user number; -1 when none does.</summary>
    /// <remarks>
    /// Halves what is left without a branch on the outcome, which no processor could foresee: about half the time of
    /// the same search with one, over 10,000 ranges (<c>bench routing</c>).
    /// </remarks>
    internal int Find(long userNumber)
    {
        var keys = firsts;
        if (keys.Length == 0 || userNumber < 0)
        {
            return -1;
        }

        var index = 0;
        for (var count = keys.Length; count > 1;)
        {
            var half = count >> 1;

            // All ones when the key is not above the number, else zero; neither is negative, so nothing overflows.
            index += half & (int)((keys[index + half] - userNumber - 1) >> 63);
            count -= half;
        }

        return keys[index] <= userNumber && userNumber < ends[index] ? index : -1;
    }
}
