using Domicile.Ledger.Tests.Outbox;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Audit;

/// <summary>Which documents are due is read from the outbox, whoever writes meanwhile.</summary>
public sealed class DueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_payee_whose_transfer_is_committed_while_the_outbox_is_read_is_not_missed()
    {
        await using var shard = await OutboxShard.CreateAsync();
        await using var writer = await shard.BeginWriterAsync();

        // One slot alone: the ring itself is looked at before a statement takes its snapshot.
        await TestSql.RunAsync(writer, "lock table ledger.outbox_7 in access exclusive mode");
        var due = CutAsync(shard);
        await UntilOneWaitsAsync(shard);

        // The reader's statement has begun before this is there, and reads the outbox after it.
        await WriteTransferAsync(writer);
        await TestSql.RunAsync(writer, "commit");

        var users = await due;
        Assert.Equal([1, 2], users);
    }

    // As the owner, whom no time limit ends while it waits.
    private static async Task<long[]> CutAsync(OutboxShard shard)
    {
        while (true)
        {
            await shard.AskAsync<long>("select row_count from ledger.cut_documents(100)");
            var due = await shard.AskAsync<long[]?>(
                "select array_agg(user_number order by user_number) from ledger.document_due");
            if (due is not null)
            {
                return due;
            }
        }
    }

    private static async Task UntilOneWaitsAsync(OutboxShard shard)
    {
        while (!await shard.AskAsync<bool>(
            """
            select exists (
                select from pg_locks l where l.relation = 'ledger.outbox_7'::regclass and not l.granted)
            """))
        {
            Token.ThrowIfCancellationRequested();
        }
    }

    private static Task WriteTransferAsync(NpgsqlConnection writer) => TestSql.RunAsync(
        writer,
        """
        with t (id) as (values (gen_random_uuid())),
        booked as (
            insert into ledger.transfer (
                user_number, posting_number, transfer_id, side, counterparty, asset, amount, state, booked_at,
                effective_at)
            select s.user_number, 1, t.id, s.side, s.counterparty, 'EUR', 5, 'completed', now(), now()
            from t
            cross join (values (1, 'payer'::ledger.transfer_side, 'eu-2'), (2, 'payee', 'eu-1'))
                s (user_number, side, counterparty))
        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
        select 1, 'transfer-completed', 1, 1, t.id, 'payer', 'eu-2', 'EUR', 5, clock_timestamp() from t
        """);
}
