using Domicile.Bench.Ledger;
using Domicile.Ledger;
using Domicile.Ledger.Central;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Transfers;
using Domicile.Local.Nodes;
using Domicile.Local.Queue;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;

namespace Domicile.Bench.Outbox;

/// <summary>A shard, a queue and a centre on one node, with the passes between them as a server hosts them.</summary>
internal sealed class OutboxRoad : IAsyncDisposable
{
    private static readonly string WriteRowsSql = SqlFile.Read<OutboxRoad>("WriteRows.sql");
    private static readonly string ReadArrivedSql = SqlFile.Read<OutboxRoad>("ReadArrived.sql");
    private static readonly TimeSpan Floor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeldBackPause = TimeSpan.FromMilliseconds(10);

    private readonly BenchShard node;
    private readonly TimeProvider time;
    private readonly RegionLedger ledger;
    private readonly LocalQueue sender;
    private readonly LocalQueue receiver;
    private readonly NodePool central;
    private readonly Shard shard;

    public OutboxRoad(BenchShard node, TimeProvider time)
    {
        (this.node, this.time) = (node, time);
        ledger = node.OpenLedger(new PostingLimits());
        shard = ledger.Router.Shards.Single();
        var limits = new QueueLimits();
        sender = new LocalQueue(
            "central", node.Address("queue", NodeRoles.OfRegion(BenchShard.Region)), limits, time);
        receiver = new LocalQueue("central", node.Address("queue", NodeRoles.Server), limits, time);
        central = node.Address("central", NodeRoles.Server).OpenForWrites("domicile-bench", 4);
    }

    /// <summary>Whom the relay named last as holding rows back; null when it goes on.</summary>
    public string? HeldBackBy { get; private set; }

    /// <summary>Runs the passes until cancelled, or until one of them fails.</summary>
    /// <param name="rowsPerBatchMax">1 makes a message of each row.</param>
    /// <param name="arrived">Called after each commit of the centre.</param>
    public async Task RunAsync(int rowsPerBatchMax, Func<Task> arrived, CancellationToken stop)
    {
        var resend = new FiguresResend(shard, ledger.Gate, sender, central);
        var relay = new FiguresRelay(shard, ledger.Gate, sender, time) { RowsPerBatchMax = rowsPerBatchMax };
        var work = new CentralWork(receiver, central);
        var signal = ledger.Signals.Listen(shard.Name);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAll(
            LoopAsync(relay, held => signal.WaitAsync(held ? HeldBackPause : Floor, time, all.Token), all),
            LoopAsync(new OutboxTrim(shard), _ => Task.Delay(Floor, time, all.Token), all),
            LoopAsync(resend, _ => Task.Delay(Floor, time, all.Token), all),
            LoopAsync(work, _ => arrived(), all));

        // What has arrived is forgotten, so that the next run does not begin with sending it again.
        await resend.RunAsync(CancellationToken.None);
    }

    /// <summary>Writes rows in one commit, and tells the place of the last one.</summary>
    public async Task<(ulong Xid, long Position)> WriteAsync(int count, CancellationToken cancellation)
    {
        await using var command = shard.Primary.CreateCommand(WriteRowsSql);
        command.Parameters.AddWithValue(count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var place = (reader.GetFieldValue<ulong>(0), reader.GetInt64(1));
        await reader.DisposeAsync();
        ledger.Signals.Raise(shard.Name);
        return place;
    }

    /// <summary>Rows that are in the centre, and the place of the last one.</summary>
    public async Task<(long Total, ulong Xid, long Position)> ArrivedAsync(CancellationToken cancellation)
    {
        await using var command = central.CreateCommand(ReadArrivedSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2));
    }

    public async ValueTask DisposeAsync()
    {
        await sender.DisposeAsync();
        await receiver.DisposeAsync();
        await central.DisposeAsync();
        await ledger.DisposeAsync();
        await node.DisposeAsync();
    }

    private async Task LoopAsync(IPass pass, Func<bool, Task> pause, CancellationTokenSource all)
    {
        try
        {
            while (true)
            {
                var result = await pass.RunAsync(all.Token);
                HeldBackBy = pass is FiguresRelay ? result.HeldBackBy : HeldBackBy;
                if (!result.MoreWaiting || pass is CentralWork)
                {
                    await pause(result.IsHeldBack);
                }
            }
        }
        catch (OperationCanceledException) when (all.IsCancellationRequested)
        {
            // The round is over.
            return;
        }
        finally
        {
            // One that failed ends the others: what they wait for does not come any more.
            await all.CancelAsync();
        }
    }
}
