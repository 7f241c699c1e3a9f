using Domicile.Ledger.Messages;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Central;

/// <summary>Batches are folded into the centre's sums now and then: nothing shows when.</summary>
public sealed class FoldingTests
{
    private const int BatchCount = 12;
    private const int OrderCount = 6;
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whatever_the_order_the_repetitions_and_the_moments_of_folding_the_figures_are_the_same()
    {
        await using var world = await CentralWorld.CreateAsync();
        var random = new Random(7007);
        for (var order = 1; order <= OrderCount; order++)
        {
            var shard = $"eu/s{order}";
            foreach (var batch in Shuffled(random))
            {
                await world.Work.ApplyAsync([Figures(shard, batch)], DeskRegion.Token);
                if (random.Next(3) == 0)
                {
                    await world.Work.ApplyAsync([Standing(shard, 0)], DeskRegion.Token);
                }
            }

            Assert.Equal("12 78 12 12000 0", await StandAsync(world, shard));
            await world.Work.ApplyAsync([Standing(shard, BatchCount)], DeskRegion.Token);
            Assert.Equal("12 78 12 12000 0", await StandAsync(world, shard));
        }

        Assert.Equal(0L, await TestSql.ScalarAsync<long>(
            world.CentralDatabase.Owner,
            "select (select count(*) from central.batch) + (select count(*) from central.batch_line)"));
    }

    [Fact]
    public async Task What_came_after_a_hole_counts_and_the_stream_stands_before_the_hole()
    {
        await using var world = await CentralWorld.CreateAsync();
        foreach (var batch in new[] { 1, 2, 4, 5 })
        {
            await world.Work.ApplyAsync([Figures("eu/s1", batch), Standing("eu/s1", 0)], DeskRegion.Token);
        }

        Assert.Equal("2 12 4 2000 12", await StandAsync(world, "eu/s1"));
        await world.Work.ApplyAsync([Figures("eu/s1", 3)], DeskRegion.Token);
        Assert.Equal("5 15 5 5000 0", await StandAsync(world, "eu/s1"));
    }

    /// <summary>Every batch once, and some of them again later.</summary>
    private static IEnumerable<int> Shuffled(Random random)
    {
        var once = Enumerable.Range(1, BatchCount).ToArray();
        random.Shuffle(once);
        var again = once.Where(_ => random.Next(2) == 0).ToArray();
        random.Shuffle(again);
        return once.Concat(again);
    }

    // Batch n has n users, one transfer of 10.00 from outside, and n rows.
    private static FiguresMessage Figures(string shard, int batch) => new(
        shard,
        1,
        batch,
        batch * (batch + 1) / 2,
        (ulong)(1000 * batch),
        1000 * batch,
        Start.AddMinutes(batch),
        0,
        batch,
        [new FiguresLine("external", "EUR", DateOnly.FromDateTime(Start.UtcDateTime), 1, 1000, 0, 0, 0, 0)]);

    private static StandingMessage Standing(string shard, long batch) =>
        new(shard, 1, batch, batch * (batch + 1) / 2, Start, 0);

    /// <summary>The last batch, users, transfers in, the place and what is told and missing.</summary>
    private static Task<string> StandAsync(CentralWorld world, string shard) => TestSql.ScalarAsync<string>(
        world.CentralDatabase.Owner,
        $"""
        select format('%s %s %s %s %s', s.batch, u.users, f.in_count, s.position, s.told_total - s.total)
        from central.stream s
        join central.shard_users u on u.shard = s.shard
        join central.day_figure f on f.shard = s.shard
        where s.shard = '{shard}'
        """);
}
