using System.Diagnostics;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Sharding.Routing;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Outbox;

/// <summary>A region of two shards, of which the first one's outbox is written and read by hand.</summary>
internal sealed class OutboxShard : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RegionLedger ledger;

    private OutboxShard(TestBooks books)
    {
        Books = books;
        ledger = DeskRegion.Open(books);
        Shard = ledger.Router.Shards.Single(shard => shard.Name == "s1");
    }

    public TestBooks Books { get; }

    public Shard Shard { get; }

    public OutboxReader Legs { get; } = new("legs", ["transfer-sent"]);

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<OutboxShard> CreateAsync() =>
        new(await TestBooks.CreateAsync("eu", "0..30000", "30000..60000"));

    /// <summary>A session of its own, with a transaction that has its id already.</summary>
    public async Task<NpgsqlConnection> BeginWriterAsync(string application = "writer")
    {
        var connection = new NpgsqlConnection(Books.OwnerOf("s1").ConnectionString(application, pooled: false));
        await connection.OpenAsync(Token);
        await TestSql.RunAsync(connection, "begin; select pg_current_xact_id()");
        return connection;
    }

    /// <summary>Writes rows in the connection's transaction; their user numbers tell them apart.</summary>
    public static Task WriteAsync(NpgsqlConnection connection, params long[] users) => TestSql.RunAsync(
        connection,
        $"""
        insert into ledger.outbox (
            epoch, type, user_number, posting_number, transfer_id, side, counterparty, asset, amount, occurred_at)
        select 1, 'transfer-sent', u, 7, gen_random_uuid(), 'payer', 'us-30001', 'EUR', 250, clock_timestamp()
        from unnest(array[{string.Join(", ", users)}]) u
        """);

    public async Task WriteAsync(params long[] users)
    {
        await using var writer = await BeginWriterAsync();
        await WriteAsync(writer, users);
        await TestSql.RunAsync(writer, "commit");
    }

    /// <summary>
    /// Reads, again and again, until so many rows are there: a writer of another test on the same node may hold them
    /// back for a moment.
    /// </summary>
    public async Task<OutboxBatch> ReadAsync(int count, int countMax = 10_000)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            Assert.True(patience.Elapsed < Patience, $"{count} rows did not come");
            var batch = await Legs.ReadAsync(Shard, countMax, Token);
            if (batch.ScannedCount >= count)
            {
                return batch;
            }
        }
    }

    /// <summary>Reads so many rows, advances past them, and tells their users.</summary>
    public async Task<long[]> ConsumeAsync(int count, int countMax = 10_000)
    {
        var batch = await ReadAsync(count, countMax);
        await Legs.AdvanceAsync(Shard, batch.End, Token);
        return [.. batch.Rows.Select(row => row.UserNumber)];
    }

    public Task<T> AskAsync<T>(string sql) => TestSql.ScalarAsync<T>(Books.OwnerOf("s1"), sql);

    public ValueTask DisposeAsync() => ledger.DisposeAsync();
}
