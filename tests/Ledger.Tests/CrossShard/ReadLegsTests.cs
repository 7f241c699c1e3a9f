using Npgsql;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>Transfers under way as they are read from the books, so that they can be sent on.</summary>
public sealed class ReadLegsTests : IAsyncLifetime
{
    private LegShard legs = null!;

    public async ValueTask InitializeAsync() => legs = await LegShard.CreateAsync();

    public ValueTask DisposeAsync() => legs.DisposeAsync();

    [Fact]
    public async Task A_few_are_found_without_looking_at_all_that_is_under_way()
    {
        await using var worker = await legs.Shard.Worker.OpenConnectionAsync(TestContext.Current.CancellationToken);

        // The plan is made, and kept, while nothing is under way.
        Assert.Equal(0, await FoundAsync(worker, 1, Guid.NewGuid()));
        await legs.ReceiveAsync(LegShard.Leg(1, 1000));
        var ids = new List<Guid>();
        for (var i = 0; i < 30; i++)
        {
            ids.Add(await legs.SendAsync(1, 1));
        }

        await using var transaction = await worker.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var before = await FetchedAsync(worker);
        Assert.Equal(1, await FoundAsync(worker, 1, ids[7]));
        Assert.Equal(1, await FetchedAsync(worker) - before);
    }

    private static Task<long> FoundAsync(NpgsqlConnection connection, long payer, Guid transferId) =>
        AskAsync(connection, $"select count(*) from ledger.read_legs(array[{payer}], array['{transferId}'::uuid])");

    /// <summary>Transfers that this transaction has looked at by an index.</summary>
    private static Task<long> FetchedAsync(NpgsqlConnection connection) => AskAsync(
        connection, "select idx_tup_fetch from pg_stat_xact_user_tables where relid = 'ledger.transfer'::regclass");

    private static async Task<long> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
