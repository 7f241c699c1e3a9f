using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Sharding.Tests.Replicas;

/// <summary>Reads of rows that have no version, by the transaction that the caller has seen.</summary>
public sealed class SeenTransactionTests : IAsyncLifetime
{
    private const string Write = "insert into proof.note values (1) returning pg_current_xact_id()::text::numeric";

    private readonly CancellationToken limit = new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;
    private readonly ReplicaWatch watch = new(TimeProvider.System);
    private ReplicatedShard region = null!;
    private ShardRouter router = null!;

    private Shard Shard => router.Shards.Single();

    public async ValueTask InitializeAsync()
    {
        region = await ReplicatedShard.StartAsync(replicaCount: 1);
        router = await region.OpenRouterAsync();
        await TestSql.RunAsync(region.Database.Owner, "create schema proof; create table proof.note (n bigint)");
        await TestSql.RunAsync(region.Database.Owner, "grant usage on schema proof to domicile_server");
        await TestSql.RunAsync(region.Database.Owner, "grant select on proof.note to domicile_server");
        await LookAsync();
    }

    public async ValueTask DisposeAsync() => await router.DisposeAsync();

    [Fact]
    public async Task A_replica_serves_a_transaction_once_it_has_replayed_its_commit()
    {
        await TestSql.RunAsync(region.OnReplica().Admin, "select pg_wal_replay_pause()");
        var written = await TestSql.ScalarAsync<decimal>(region.Database.Owner, Write);
        Assert.Null(await ReadAsync(written));

        await TestSql.RunAsync(region.OnReplica().Admin, "select pg_wal_replay_resume()");
        string? seen;
        do
        {
            await LookAsync();
            seen = await ReadAsync(written);
        }
        while (seen is null);
        Assert.Equal("1", seen);
    }

    [Fact]
    public async Task A_transaction_that_still_runs_is_not_visible_though_later_ones_are()
    {
        await using var source = NpgsqlDataSource.Create(region.Database.Owner.ConnectionString("test", pooled: false));
        await using var connection = await source.OpenConnectionAsync(limit);
        await using var transaction = await connection.BeginTransactionAsync(limit);
        await using var insert = new NpgsqlCommand(Write, connection);
        var running = (decimal)(await insert.ExecuteScalarAsync(limit))!;
        var later = await TestSql.ScalarAsync<decimal>(region.Database.Owner, Write);
        while (await ReadAsync(later) is null)
        {
            await LookAsync();
        }

        Assert.Null(await ReadAsync(running));
        await transaction.CommitAsync(limit);
        while (await ReadAsync(running) is null)
        {
            await LookAsync();
        }
    }

    [Fact]
    public async Task Of_another_epoch_nothing_is_told()
    {
        var written = await TestSql.ScalarAsync<decimal>(region.Database.Owner, Write);
        Assert.Null(await ReadAsync(written, epoch: 2));
    }

    private Task<string?> ReadAsync(decimal transactionId, int epoch = 1) =>
        new ReplicaReader(watch, TimeProvider.System).TryReadAsync(
            Shard,
            new SeenTransaction("s1", epoch, (ulong)transactionId),
            async (replica, token) =>
            {
                await using var command = replica.CreateCommand("select count(*)::text from proof.note");
                return (string)(await command.ExecuteScalarAsync(token))!;
            },
            limit);

    private async Task LookAsync()
    {
        do
        {
            limit.ThrowIfCancellationRequested();
            await watch.LookAsync(Shard, limit);
        }
        while (watch.UsableCount(Shard) == 0);
    }
}
