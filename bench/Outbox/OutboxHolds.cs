using System.Data;
using Domicile.Bench.Ledger;
using Domicile.Local.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Bench.Outbox;

/// <summary>The relay beside transactions that somebody left open on its node.</summary>
internal static class OutboxHolds
{
    /// <summary>Load goes on for so long after the writer is gone.</summary>
    private const int SecondsAfter = 5;

    private static readonly string BeginSnapshotSql = SqlFile.Read(typeof(OutboxHolds), "BeginSnapshot.sql");
    private static readonly string BeginWriterSql = SqlFile.Read(typeof(OutboxHolds), "BeginWriter.sql");
    private static readonly string[] Databases = ["shard", "queue", "central"];

    /// <summary>Carries rows before, while and after a snapshot is held in every database on the road.</summary>
    public static async Task<HeldSnapshotReport> SnapshotAsync(
        BenchShard node, OutboxRoad road, OutboxBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var (free, held) = (new List<long>(), new List<long>());
        await CarryAsync(options.Rounds, free);
        var holders = new List<NpgsqlConnection>();
        try
        {
            foreach (var database in Databases)
            {
                holders.Add(await HoldAsync(node, database, BeginSnapshotSql, cancellation));
            }

            var half = TimeSpan.FromSeconds(options.HeldSnapshotSeconds) / 2;
            var startedAt = time.GetTimestamp();
            while (time.GetElapsedTime(startedAt) < half)
            {
                await CarryAsync(1, []);
            }

            while (held.Count == 0 || time.GetElapsedTime(startedAt) < half * 2)
            {
                await CarryAsync(1, held);
            }
        }
        finally
        {
            foreach (var holder in holders)
            {
                await holder.DisposeAsync();
            }
        }

        await CarryAsync(options.Rounds, free);
        var (freeRate, heldRate) = (OutboxBench.Middle(free), OutboxBench.Middle(held));
        return new HeldSnapshotReport(
            options.HeldSnapshotSeconds, freeRate, heldRate, Math.Round(100 - (100m * heldRate / freeRate), 1));

        async Task CarryAsync(int rounds, List<long> rates)
        {
            for (var round = 0; round < rounds; round++)
            {
                rates.Add(await OutboxBench.CarryAsync(
                    road, (options.Rows, OutboxBench.RowsPerBatch), time, cancellation));
            }
        }
    }

    /// <summary>Writes at half load while a writer is held in another database, and for a while after it.</summary>
    public static async Task<HeldWriterReport> WriterAsync(
        BenchShard node, OutboxRoad road, OutboxBenchOptions options, TimeProvider time, CancellationToken cancellation)
    {
        await using var writer = await HoldAsync(node, "register", BeginWriterSql, cancellation);
        var running = new OutboxLoad(road, time).RunAsync(options.HeldWriterSeconds + SecondsAfter, cancellation);
        await Task.Delay(TimeSpan.FromSeconds(options.HeldWriterSeconds), time, cancellation);
        var named = road.HeldBackBy;
        var releasedAt = time.GetTimestamp();
        await writer.DisposeAsync();
        var last = (await running)
            .Where(arrival => arrival.CommittedAt <= releasedAt)
            .Max(arrival => arrival.ArrivedAt);
        return new HeldWriterReport(
            options.HeldWriterSeconds,
            OutboxLoad.RowsPerSecond,
            named,
            Math.Round((decimal)time.GetElapsedTime(releasedAt, last).TotalSeconds, 2));
    }

    /// <summary>A session in a transaction that ends when it is disposed.</summary>
    private static async Task<NpgsqlConnection> HoldAsync(
        BenchShard node, string database, string sql, CancellationToken cancellation)
    {
        var address = node.Address(database, NodeRoles.Owner);
        var connection = new NpgsqlConnection(address.ConnectionString("domicile-bench holder", pooled: false));
        await connection.OpenAsync(cancellation);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }
}
