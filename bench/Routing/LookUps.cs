using Domicile.Sharding.Map;
using Domicile.Sharding.Routing;

namespace Domicile.Bench.Routing;

/// <summary>The ways to find a user's shard that are compared. Each returns how many of the numbers it found.</summary>
internal static class LookUps
{
    public static int ByRouter(ShardRouter router, long[] numbers)
    {
        var foundCount = 0;
        foreach (var number in numbers)
        {
            foundCount += router.TryRoute(number, out _) ? 1 : 0;
        }

        return foundCount;
    }

    /// <summary>A sorted list of ranges by first number, and a dictionary of shards: what one writes first.</summary>
    public static int BySortedList(
        SortedList<long, KeyRange> ranges, Dictionary<string, Shard> shards, long[] numbers)
    {
        var foundCount = 0;
        foreach (var number in numbers)
        {
            var (low, high) = (0, ranges.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) / 2;
                (low, high) = ranges.GetKeyAtIndex(middle) <= number ? (middle + 1, high) : (low, middle - 1);
            }

            foundCount += high >= 0 && ranges.GetValueAtIndex(high) is var range && number < range.End
                && shards.ContainsKey(range.Shard) ? 1 : 0;
        }

        return foundCount;
    }

    public static int ByLinearScan(KeyRange[] ranges, Dictionary<string, Shard> shards, long[] numbers)
    {
        var foundCount = 0;
        foreach (var number in numbers)
        {
            foreach (var range in ranges)
            {
                if (range.First <= number && number < range.End)
                {
                    foundCount += shards.ContainsKey(range.Shard) ? 1 : 0;
                    break;
                }
            }
        }

        return foundCount;
    }
}
