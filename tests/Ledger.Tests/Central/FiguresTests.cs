using Domicile.Ledger.Central;
using Domicile.Ledger.Messages;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Central;

/// <summary>The centre knows the figures of every shard, each batch once, whatever happens on the way.</summary>
public sealed class FiguresTests
{
    [Fact]
    public async Task The_centre_knows_what_came_in_went_out_and_moved_between()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(3);
        await world.DrainAsync();

        var day = await TestSql.ScalarAsync<string>(
            world.CentralDatabase.Owner, "select ((clock_timestamp() at time zone 'UTC')::date)::text");
        var figures = (await world.FiguresAsync()).Split('\n');
        Assert.Contains($"eu/s1 external EUR {day} in 3 3000 out 3 300 flight 0 0", figures);
        Assert.Contains($"eu/s1 eu EUR {day} in 0 0 out 3 900 flight 0 0", figures);
        var users = await TestSql.ScalarAsync<long>(
            world.CentralDatabase.Owner, "select sum(users)::bigint from central.shard_users");
        Assert.Equal(await BookCountAsync(world), users);
    }

    [Fact]
    public async Task Money_on_its_way_is_in_flight_and_not_out_yet()
    {
        await using var world = await CentralWorld.CreateAsync();
        var payer = (await world.Region.UsersOfOneShardAsync(1))[0];
        await world.Region.FundAsync(payer, "10.00");
        await TestSql.RunAsync(
            world.Region.Books.OwnerOf("s1"),
            $"""
            insert into ledger.outbox (
                epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
            values
                (1, 'transfer-sent', {payer.Number}, 2, gen_random_uuid(), 'payer', 'us-7', 'EUR', 300, now()),
                (1, 'transfer-sent', {payer.Number}, 3, gen_random_uuid(), 'payer', 'us-7', 'EUR', 50, now()),
                (1, 'transfer-settled', {payer.Number}, 4, gen_random_uuid(), 'payer', 'us-7', 'EUR', 300, now()),
                (1, 'transfer-received', {payer.Number}, 5, gen_random_uuid(), 'payee', 'us-8', 'EUR', 20, now()),
                (1, 'transfer-received', {payer.Number}, 6, gen_random_uuid(), 'payee', 'eu-9', 'EUR', 20, now()),
                (1, 'transfer-refused', {payer.Number}, 7, gen_random_uuid(), 'payee', 'us-8', 'EUR', 20, now())
            """);
        await world.DrainAsync();

        var figures = await world.FiguresAsync();
        Assert.Matches("eu/s1 us EUR .* in 1 20 out 1 300 flight 1 50", figures);
        Assert.DoesNotContain("eu/s1 eu EUR", figures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicates_and_disorder_change_no_figure()
    {
        await using var world = await CentralWorld.CreateAsync();
        var rough = new RoughQueue(world.Queue, seed: 11);
        var relay = world.Relay(world.Shards[0], rough);
        var work = world.WorkOf(rough);
        await world.MoveAsync(12);
        for (var i = 0; i < 40; i++)
        {
            await relay.RunAsync(DeskRegion.Token);
            await (i % 3 == 0 ? (IPass)work : relay).RunAsync(DeskRegion.Token);
        }

        await world.DrainAsync();
        Assert.Contains("in 12 12000 out 12 1200", await world.FiguresAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_loses_everything_in_the_middle_loses_no_figure()
    {
        await using var world = await CentralWorld.CreateAsync();
        for (var round = 0; round < 4; round++)
        {
            await world.MoveAsync(5);
            foreach (var relay in world.Relays)
            {
                await relay.RunAsync(DeskRegion.Token);
                await relay.RunAsync(DeskRegion.Token);
            }

            await (round % 2 == 0
                ? world.Queue.PurgeAsync(DeskRegion.Token)
                : world.Work.RunAsync(DeskRegion.Token).AsTask());
        }

        await world.Queue.PurgeAsync(DeskRegion.Token);
        await world.DrainAsync();
        Assert.Equal((20, 20_000), await InAsync(world));
    }

    [Fact]
    public async Task A_crash_between_any_two_steps_repeats_a_batch_and_counts_it_once()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(2);

        // Cut, sent, and forgotten that it was sent; applied, and the message not deleted.
        await world.Relay(world.Shards[0], world.Queue).RunAsync(DeskRegion.Token);
        await world.Relay(world.Shards[0], world.Queue).RunAsync(DeskRegion.Token);
        var received = await world.Queue.ReceiveAsync(10, TimeSpan.FromSeconds(5), DeskRegion.Token);
        await world.Work.ApplyAsync([.. received.Select(one => MessageForm.Read(one.Body))], DeskRegion.Token);

        await world.DrainAsync();
        Assert.Equal((2, 2_000), await InAsync(world));
    }

    [Fact]
    public async Task Batches_are_forgotten_once_the_centre_has_them()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(8);
        await world.DrainAsync();
        foreach (var resend in world.Resends)
        {
            await resend.RunAsync(DeskRegion.Token);
        }

        Assert.Equal(1, await AskAsync<long>(world, "select count(*) from ledger.figures_batch"));
        Assert.Equal(0, await AskAsync<long>(world, "select count(*) from ledger.figures_line"));
    }

    [Fact]
    public async Task A_new_relay_sends_what_was_left_behind_without_a_pause()
    {
        await using var world = await CentralWorld.CreateAsync();
        await WriteAsync(world, 120, "'EUR'");
        await CutAsync(world, 120, rowsPerBatchMax: 1);
        var relay = world.Relay(world.Shards[0], world.Queue);
        while ((await relay.RunAsync(DeskRegion.Token)).MoreWaiting)
        {
            DeskRegion.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal(120, (await world.Queue.FiguresAsync(DeskRegion.Token)).Depth);
    }

    [Fact]
    public async Task A_batch_of_very_many_assets_is_cut_to_what_a_message_may_hold()
    {
        await using var world = await CentralWorld.CreateAsync();
        await WriteAsync(world, 3_000, "'LONGASSET' || n");
        var outbox = await CutAsync(world, 3_000, rowsPerBatchMax: 10_000);

        var messages = await outbox.ReadAsync((0, 0), 1_000, TimeSpan.Zero, DeskRegion.Token);
        Assert.All(messages, message => Assert.InRange(MessageForm.Write(message).Length, 1, 262_144));
        Assert.Equal(3_000, messages.Sum(message => message.Lines.Count));
        Assert.Equal(Enumerable.Range(1, messages.Count), messages.Select(message => (int)message.Batch));
        await world.DrainAsync();
        Assert.Equal((3_000, 300_000), await InAsync(world));
    }

    [Fact]
    public async Task A_new_epoch_numbers_its_batches_anew_and_nothing_counts_twice()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(2);
        await world.DrainAsync();
        await TestSql.RunAsync(world.Region.Books.OwnerOf("s1"), "update sharding.shard set epoch = 2");
        await TestSql.RunAsync(
            world.Region.Books.OwnerOf("s1"),
            """
            insert into ledger.outbox (epoch, type, user_number, side, counterparty, asset, amount, occurred_at)
            values (2, 'transfer-completed', 1, 'payee', 'external', 'EUR', 1000, now())
            """);
        for (var i = 0; i < 20 && (await InAsync(world)).Count < 3; i++)
        {
            await world.Relays[0].RunAsync(DeskRegion.Token);
            await world.Work.RunAsync(DeskRegion.Token);
        }

        Assert.Equal((3, 3_000), await InAsync(world));
        Assert.Equal(1, await TestSql.ScalarAsync<long>(
            world.CentralDatabase.Owner, "select batch from central.stream where shard = 'eu/s1' and epoch = 2"));
    }

    [Fact]
    public async Task A_message_of_an_unknown_form_keeps_no_other_back()
    {
        await using var world = await CentralWorld.CreateAsync();
        await world.MoveAsync(1);
        await world.Queue.SendAsync(["""{"type":"figures/9"}"""u8.ToArray(), [0, 1]], DeskRegion.Token);
        Assert.NotNull((await world.Work.RunAsync(DeskRegion.Token)).HeldBackBy);
        await world.DrainAsync();
        Assert.Equal((1, 1_000), await InAsync(world));
    }

    [Fact]
    public async Task A_region_reads_all_figures_and_writes_none()
    {
        await using var world = await CentralWorld.CreateAsync();
        var work = new CentralWork(world.Queue, world.Reader);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => work.ApplyAsync(
            [new StandingMessage("eu/s1", 1, 0, 0, DateTimeOffset.UnixEpoch, 0)], DeskRegion.Token));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        await using var read = world.Reader.CreateCommand("select count(*) from central.day_figure");
        Assert.Equal(0L, await read.ExecuteScalarAsync(DeskRegion.Token));
    }

    /// <summary>Money from outside, a row each, with an asset made of the row's number n.</summary>
    private static Task WriteAsync(CentralWorld world, int count, string asset) => TestSql.RunAsync(
        world.Region.Books.OwnerOf("s1"),
        $"""
        insert into ledger.outbox (epoch, type, user_number, side, counterparty, asset, amount, occurred_at)
        select 1, 'transfer-completed', n, 'payee', 'external', {asset}, 100, now() from generate_series(1, {count}) n
        """);

    /// <summary>Cuts so many rows and sends nothing; another test's writer may keep rows back for a moment.</summary>
    private static async Task<FiguresOutbox> CutAsync(CentralWorld world, int count, int rowsPerBatchMax)
    {
        var outbox = new FiguresOutbox(world.Shards[0]);
        for (var rows = 0L; rows < count; DeskRegion.Token.ThrowIfCancellationRequested())
        {
            rows += (await outbox.CutAsync(rowsPerBatchMax, DeskRegion.Token)).RowCount;
        }

        return outbox;
    }

    private static async Task<(long Count, long Sum)> InAsync(CentralWorld world)
    {
        var text = await TestSql.ScalarAsync<string>(
            world.CentralDatabase.Owner,
            "select format('%s %s', coalesce(sum(in_count), 0), coalesce(sum(in_sum), 0)) from central.day_figure");
        var parts = text.Split(' ');
        return (long.Parse(parts[0]), long.Parse(parts[1]));
    }

    private static Task<T> AskAsync<T>(CentralWorld world, string sql) =>
        TestSql.ScalarAsync<T>(world.Region.Books.OwnerOf("s1"), sql);

    private static async Task<long> BookCountAsync(CentralWorld world)
    {
        var count = 0L;
        foreach (var shard in world.Region.Books.Owner.Shards)
        {
            count += await TestSql.ScalarAsync<long>(shard.Primary, "select count(*) from ledger.book");
        }

        return count;
    }
}
