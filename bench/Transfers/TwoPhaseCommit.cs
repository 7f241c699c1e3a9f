using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Bench.Transfers;

/// <summary>
/// The textbook's answer to two databases: prepare on both, write the decision into the coordinator's log, commit on
/// both. Writes the same rows by the same functions as the ledger does, less the settling, which it does not need.
/// Groups go to the shards in one order, and lock their books ascending, so that none waits for another in a circle.
/// </summary>
internal sealed class TwoPhaseCommit(IReadOnlyList<NodePool> shards, NodePool coordinator)
{
    private static readonly string LockBooks = SqlFile.Read<TwoPhaseCommit>("LockBooks.sql");
    private static readonly string PrepareGroup = SqlFile.Read<TwoPhaseCommit>("PrepareGroup.sql");
    private static readonly string CommitGroup = SqlFile.Read<TwoPhaseCommit>("CommitGroup.sql");
    private static readonly string RollbackGroup = SqlFile.Read<TwoPhaseCommit>("RollbackGroup.sql");
    private static readonly string Decide = SqlFile.Read<TwoPhaseCommit>("Decide.sql");
    private static readonly string ReadDecision = SqlFile.Read<TwoPhaseCommit>("ReadDecision.sql");
    private static readonly string ReadPrepared = SqlFile.Read<TwoPhaseCommit>("ReadPrepared.sql");

    /// <summary>One group of transfers between the two shards; durable on both when this returns.</summary>
    public async Task RunAsync(IReadOnlyList<TwoPhaseTransfer> group, CancellationToken cancellation)
    {
        var gid = Guid.NewGuid().ToString("n");
        for (var index = 0; index < shards.Count; index++)
        {
            await PrepareAsync(index, group, gid, cancellation);
        }

        await using (var decide = coordinator.CreateCommand(Decide))
        {
            decide.Parameters.AddWithValue(gid);
            await decide.ExecuteNonQueryAsync(cancellation);
        }

        await Task.WhenAll(shards.Select(shard => EndAsync(shard, CommitGroup, gid, cancellation)));
    }

    /// <summary>Ends what a coordinator left behind: commits what the log decided, rolls back the rest.</summary>
    /// <returns>How many prepared transactions there were.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancellation)
    {
        var count = 0;
        foreach (var shard in shards)
        {
            foreach (var gid in await ListAsync(shard, cancellation))
            {
                await using var read = coordinator.CreateCommand(ReadDecision);
                read.Parameters.AddWithValue(gid);
                var isDecided = await read.ExecuteScalarAsync(cancellation) is not null;
                await EndAsync(shard, isDecided ? CommitGroup : RollbackGroup, gid, cancellation);
                count++;
            }
        }

        return count;
    }

    private async Task PrepareAsync(
        int index, IReadOnlyList<TwoPhaseTransfer> group, string gid, CancellationToken cancellation)
    {
        await using var connection = await shards[index].OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var hold = new NpgsqlCommand(LockBooks, connection))
        {
            hold.Parameters.AddWithValue(group.Select(item => item.UserOn(index)).Distinct().ToArray());
            await hold.ExecuteNonQueryAsync(cancellation);
        }

        TwoPhaseTransfer[] paying = [.. group.Where(item => item.PayerShard == index)];
        if (paying.Length > 0)
        {
            var posted = await PostingCall.RunAsync(
                connection, [.. paying.Select(item => item.Debit)], cancellation);
            Check(posted.All(result => result.Outcome == PostingOutcome.Posted));
        }

        TwoPhaseTransfer[] paid = [.. group.Where(item => item.PayerShard != index)];
        if (paid.Length > 0)
        {
            var received = await ReceiveCall.RunAsync(
                connection, [.. paid.Select(item => (item.Credit, item.PayeeRange))], cancellation);
            Check(received.All(result => result.Outcome == ReceiveOutcome.Received));
        }

        await using var prepare = new NpgsqlCommand(PrepareGroup.Replace("{gid}", gid), connection);
        await prepare.ExecuteNonQueryAsync(cancellation);
    }

    private static void Check(bool isDone) =>
        _ = isDone ? true : throw new InvalidOperationException("The two-phase rival was refused a transfer.");

    private static async Task EndAsync(
        NodePool shard, string sql, string gid, CancellationToken cancellation)
    {
        await using var command = shard.CreateCommand(sql.Replace("{gid}", gid));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<string>> ListAsync(NodePool shard, CancellationToken cancellation)
    {
        await using var command = shard.CreateCommand(ReadPrepared);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var gids = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            gids.Add(reader.GetString(0));
        }

        return gids;
    }
}
