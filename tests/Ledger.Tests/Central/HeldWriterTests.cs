using System.Diagnostics;
using Domicile.Ledger.Central;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Central;

/// <summary>Somebody's open transaction keeps figures back, is named, and leaves no backlog behind.</summary>
public sealed class HeldWriterTests
{
    private const string Holder = "held-writer";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HeldMin = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan BehindMax = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_writer_held_open_is_named_and_the_centre_is_at_most_two_seconds_behind_once_it_is_gone()
    {
        await using var world = await CentralWorld.CreateAsync();
        await using var writer = new NpgsqlConnection(
            world.Region.Books.OwnerOf("s1").ConnectionString(Holder, pooled: false));
        await writer.OpenAsync(DeskRegion.Token);
        await TestSql.RunAsync(writer, "begin; select pg_current_xact_id()");
        var relay = world.Relay(world.Shards[0], world.Queue, rowsPerBatchMax: 10_000);
        var (held, moved, isNamed) = (Stopwatch.StartNew(), 0, false);
        while (held.Elapsed < HeldMin || !isNamed)
        {
            Assert.True(held.Elapsed < Patience, "the writer was not named");
            await world.MoveAsync(1);
            moved++;
            isNamed |= (await StepAsync(world, relay)).HeldBackBy?.StartsWith(Holder, StringComparison.Ordinal) is true;
        }

        Assert.Equal(0, await InCountAsync(world));
        await TestSql.RunAsync(writer, "rollback");
        Assert.True(await BehindAsync(world, relay, moved) <= BehindMax, "the centre is still behind");
    }

    /// <summary>How long it takes until so many are in; less what another test's writer takes.</summary>
    private static async Task<TimeSpan> BehindAsync(CentralWorld world, FiguresRelay relay, int count)
    {
        var (patience, behind) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        while (await InCountAsync(world) < count && patience.Elapsed < Patience)
        {
            if ((await StepAsync(world, relay)).IsHeldBack
                && await HorizonHolder.FindAsync(world.Shards[0], DeskRegion.Token) is { } other)
            {
                Assert.NotEqual(Holder, other.Application);
                behind.Restart();
            }
        }

        return patience.Elapsed < Patience ? behind.Elapsed : patience.Elapsed;
    }

    private static async Task<PassResult> StepAsync(CentralWorld world, FiguresRelay relay)
    {
        var result = await relay.RunAsync(DeskRegion.Token);
        await world.Work.RunAsync(DeskRegion.Token);
        return result;
    }

    private static Task<long> InCountAsync(CentralWorld world) => TestSql.ScalarAsync<long>(
        world.CentralDatabase.Owner, "select coalesce(sum(in_count), 0)::bigint from central.day_figure");
}
