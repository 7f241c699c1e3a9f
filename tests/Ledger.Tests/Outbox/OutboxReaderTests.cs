using Domicile.Ledger.Outbox;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Outbox;

/// <summary>Every committed row is read once, whatever order transactions begin and end in.</summary>
public sealed class OutboxReaderTests
{
    [Fact]
    public async Task A_row_that_commits_after_a_later_one_was_read_is_not_lost()
    {
        // Fails when the horizon is taken out of ledger.outbox_after: the second row is read first, and the cursor
        // stands behind the first one when that appears.
        await using var outbox = await OutboxShard.CreateAsync();
        await using var early = await outbox.BeginWriterAsync();
        await OutboxShard.WriteAsync(early, 1);
        await outbox.WriteAsync(2);

        var held = await outbox.Legs.ReadAsync(outbox.Shard, 100, OutboxShard.Token);
        Assert.True(held.HeldBack);
        await outbox.Legs.AdvanceAsync(outbox.Shard, held.End, OutboxShard.Token);
        await TestSql.RunAsync(early, "commit");

        var seen = held.Rows.Select(row => row.UserNumber).ToList();
        seen.AddRange(await outbox.ConsumeAsync(2 - seen.Count));
        Assert.Equal([1L, 2L], seen);
    }

    [Fact]
    public async Task The_order_of_transaction_ids_is_not_the_order_of_two_interleaved_commits()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await using var first = await outbox.BeginWriterAsync();
        await using var second = await outbox.BeginWriterAsync();

        // The second group books first and commits first; the first one, with the lower id, had to wait for its lock.
        await OutboxShard.WriteAsync(second, 5);
        await TestSql.RunAsync(second, "commit");
        await OutboxShard.WriteAsync(first, 6);
        await TestSql.RunAsync(first, "commit");

        var batch = await outbox.ReadAsync(2);
        Assert.Equal([6L, 5L], batch.Rows.Select(row => row.UserNumber));
        Assert.True(batch.Rows[0].Cursor.Position > batch.Rows[1].Cursor.Position);
        Assert.All(batch.Rows, row => Assert.Equal(7, row.PostingNumber));
    }

    [Fact]
    public async Task A_batch_ends_where_it_is_told_and_the_next_one_goes_on_there()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await outbox.WriteAsync(1, 2, 3);
        await outbox.WriteAsync(4, 5);

        await outbox.ReadAsync(5);

        var batch = await outbox.ReadAsync(2, countMax: 2);
        Assert.True(batch.MoreWaiting);
        Assert.Equal(new[] { 1L, 2 }, await outbox.ConsumeAsync(2, countMax: 2));
        Assert.Equal(new[] { 3L, 4, 5 }, await outbox.ConsumeAsync(3));
        Assert.Empty(await outbox.ConsumeAsync(0));
    }

    [Fact]
    public async Task Rows_of_other_types_are_passed_over_and_the_cursor_moves_past_them()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await outbox.WriteAsync(1, 2);
        await outbox.ReadAsync(2);
        var opened = new OutboxReader("figures", ["user-opened"]);

        var batch = await opened.ReadAsync(outbox.Shard, 100, OutboxShard.Token);
        Assert.Empty(batch.Rows);
        Assert.Equal(2, batch.ScannedCount);
        Assert.True(await opened.AdvanceAsync(outbox.Shard, batch.End, OutboxShard.Token));
        Assert.Equal(0, (await opened.ReadAsync(outbox.Shard, 100, OutboxShard.Token)).ScannedCount);
    }

    [Fact]
    public async Task A_cursor_never_goes_back()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await outbox.WriteAsync(1, 2);
        var batch = await outbox.ReadAsync(2);

        Assert.True(await outbox.Legs.AdvanceAsync(outbox.Shard, batch.End, OutboxShard.Token));
        Assert.False(await outbox.Legs.AdvanceAsync(outbox.Shard, batch.Rows[0].Cursor, OutboxShard.Token));
        Assert.Empty(await outbox.ConsumeAsync(0));
    }

    [Fact]
    public async Task A_row_tells_all_that_a_leg_needs()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await outbox.WriteAsync(9);

        var row = Assert.Single((await outbox.ReadAsync(1)).Rows);
        Assert.Equal(
            ("transfer-sent", 9L, 7L, "payer", "us-30001", "EUR", 250L, null),
            (row.Type, row.UserNumber, row.PostingNumber, row.Side, row.Counterparty, row.Asset, row.Amount,
                row.Refusal));
        Assert.NotNull(row.TransferId);
        Assert.Equal(1, row.Cursor.Epoch);
    }

    [Fact]
    public async Task A_writer_that_holds_rows_back_is_named_and_what_it_held_comes_when_it_is_gone()
    {
        await using var outbox = await OutboxShard.CreateAsync();
        await using var writer = await outbox.BeginWriterAsync("month-end-report");
        await outbox.WriteAsync(1);

        Assert.True((await outbox.Legs.ReadAsync(outbox.Shard, 100, OutboxShard.Token)).HeldBack);
        // Another test's writer on the same node may be the older one; this one is named once it is the oldest.
        var named = await FindAsync(outbox, "month-end-report");
        Assert.Equal("domicile_owner", named.Role);
        Assert.Equal(writer.ProcessID, named.ProcessId);
        Assert.Contains("month-end-report", named.ToString(), StringComparison.Ordinal);

        await TestSql.RunAsync(writer, "rollback");
        Assert.Single(await outbox.ConsumeAsync(1));
    }

    private static async Task<HorizonHolder> FindAsync(OutboxShard outbox, string application)
    {
        HorizonHolder? found = null;
        await UntilAsync(async () =>
            (found = await HorizonHolder.FindAsync(outbox.Shard, OutboxShard.Token))?.Application == application);
        return found!;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            OutboxShard.Token.ThrowIfCancellationRequested();
        }
    }
}
