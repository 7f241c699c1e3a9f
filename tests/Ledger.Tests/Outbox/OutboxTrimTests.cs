using Domicile.Ledger.Outbox;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Outbox;

/// <summary>Rows that everybody has passed go away, and leave nothing behind.</summary>
public sealed class OutboxTrimTests
{
    private const string RowCount = "select count(*) from ledger.outbox";
    private const string ByteCount =
        "select sum(pg_relation_size(c.oid))::bigint from pg_class c join pg_inherits i on i.inhrelid = c.oid "
        + "where i.inhparent = 'ledger.outbox'::regclass";

    [Fact]
    public async Task Rows_go_once_every_consumer_has_passed_them()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await outbox.WriteAsync(1, 2, 3);
        await outbox.ConsumeAsync(3);
        Assert.Equal(0, await TrimAsync(outbox));
        Assert.Equal(3, await outbox.AskAsync<long>(RowCount));

        await PassAsync(outbox, "figures");
        Assert.Equal(0, await TrimAsync(outbox));
        Assert.Equal(3, await outbox.AskAsync<long>(RowCount));

        await PassAsync(outbox, "documents");
        Assert.Equal(1, await TrimAsync(outbox));
        Assert.Equal(0, await outbox.AskAsync<long>(RowCount));
        Assert.Equal(0, await outbox.AskAsync<long>(ByteCount));
    }

    [Fact]
    public async Task A_row_that_is_not_committed_yet_keeps_its_slot()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await outbox.WriteAsync(1);
        await PassAsync(outbox, "legs");
        await PassAsync(outbox, "figures");
        await PassAsync(outbox, "documents");
        await using var writer = await outbox.BeginWriterAsync();
        await OutboxShard.WriteAsync(writer, 2);

        Assert.Equal(0, await TrimAsync(outbox));
        await TestSql.RunAsync(writer, "commit");
        Assert.Equal(2, Assert.Single(await outbox.ConsumeAsync(1)));
    }

    [Fact]
    public async Task The_slot_being_written_is_left_alone_until_it_is_quiet()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await outbox.WriteAsync(1);
        await PassAsync(outbox, "legs");
        await PassAsync(outbox, "figures");
        await PassAsync(outbox, "documents");

        Assert.Equal(0, (await new OutboxTrim(outbox.Shard).RunAsync(OutboxShard.Token)).DoneCount);
        Assert.Equal(1, await TrimAsync(outbox));
    }

    [Fact]
    public async Task A_snapshot_held_open_elsewhere_neither_keeps_rows_nor_grows_the_outbox()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await using var elsewhere = await outbox.BeginWriterAsync("snapshot");
        await TestSql.RunAsync(elsewhere, "rollback; begin isolation level repeatable read; select 1 from ledger.book");

        for (var round = 0; round < 20; round++)
        {
            await outbox.AskAsync<object?>(
                """
                with w as (
                    insert into ledger.outbox (epoch, type, user_number, occurred_at)
                    select 1, 'transfer-sent', n, clock_timestamp() from generate_series(1, 10000) n returning 1)
                select count(*) from w
                """);
            Assert.Equal(10_000, (await outbox.ConsumeAsync(10_000)).Length);
            await PassAsync(outbox, "figures");
            await PassAsync(outbox, "documents");
            await TrimAsync(outbox);
        }

        Assert.True(await outbox.AskAsync<long>(ByteCount) < 20_000_000);
        Assert.Equal(3, await outbox.AskAsync<long>("select count(*) from ledger.outbox_cursor"));
    }

    private static async Task<int> TrimAsync(OutboxShard outbox) =>
        (await new OutboxTrim(outbox.Shard) { Quiet = TimeSpan.Zero }.RunAsync(OutboxShard.Token)).DoneCount;

    private static Task PassAsync(OutboxShard outbox, string consumer) => outbox.AskAsync<object?>(
        $"""
        select ledger.advance_outbox('{consumer}', o.epoch, o.xid, o.position)
        from ledger.outbox o order by epoch desc, xid desc, position desc limit 1
        """);
}
