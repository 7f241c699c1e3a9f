using Domicile.Sharding.Map;
using FsCheck;
using FsCheck.Fluent;

namespace Domicile.Sharding.Tests.Map;

public sealed class ShardMapProperties
{
    /// <summary>Ranges that do not overlap, with gaps and neighbours, in any order.</summary>
    private static readonly Gen<KeyRange[]> Ranges =
        from widths in Gen.Choose(1, 40).ArrayOf()
        from gaps in Gen.Choose(0, 3).ArrayOf(widths.Length)
        from order in Gen.Shuffle(Enumerable.Range(0, widths.Length).ToArray())
        let firsts = widths.Select((_, i) => (long)widths.Take(i).Sum() + gaps.Take(i + 1).Sum()).ToArray()
        select order.Select(i => new KeyRange(i + 1, firsts[i], firsts[i] + widths[i], $"s{i % 3}")).ToArray();

    [Fact]
    public void A_number_is_found_exactly_where_a_linear_search_finds_it() => Prop.ForAll(
        Ranges.ToArbitrary(),
        ranges =>
        {
            var map = new ShardMap(1, ranges);
            var end = ranges.Length == 0 ? 2 : ranges.Max(range => range.End) + 2;
            for (var number = -1L; number < end; number++)
            {
                var expected = ranges.SingleOrDefault(range => range.First <= number && number < range.End);
                if (map.TryFind(number, out var found) != expected is not null || found != expected)
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ranges_that_overlap_by_one_number_or_more_are_refused() => Prop.ForAll(
        Ranges.Where(ranges => ranges.Length > 0).ToArbitrary(),
        Gen.Choose(0, 1_000).Two().ToArbitrary(),
        (ranges, pick) =>
        {
            var victim = ranges[pick.Item1 % ranges.Length];
            var number = victim.First + (pick.Item2 % (victim.End - victim.First));
            var intruder = new KeyRange(99, number, number + 1, "s9");
            var refusal = Assert.Throws<ArgumentException>(() => new ShardMap(1, [.. ranges, intruder]));
            return refusal.Message.Contains(intruder.ToString(), StringComparison.Ordinal)
                && refusal.Message.Contains("overlaps", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, 5)]
    [InlineData(6, 5)]
    [InlineData(-1, 5)]
    public void An_empty_or_negative_range_is_refused(long first, long end)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new ShardMap(1, [new KeyRange(1, first, end, "s1")]));
        Assert.StartsWith($"Key range {first}..{end} of shard s1 is empty or negative.", refusal.Message);
    }

    [Fact]
    public void A_map_without_ranges_finds_nobody() => Assert.False(new ShardMap(0, []).TryFind(0, out _));

    [Fact]
    public void The_last_number_of_all_is_found()
    {
        var map = new ShardMap(1, [new KeyRange(1, 0, long.MaxValue, "s1")]);
        Assert.True(map.TryFind(long.MaxValue - 1, out _));
        Assert.False(map.TryFind(long.MaxValue, out _));
    }
}
