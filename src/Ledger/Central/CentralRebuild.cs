using Domicile.Sharding.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using NpgsqlTypes;

namespace Domicile.Ledger.Central;

/// <summary>
/// Makes the centre's figures anew from the books, shard by shard, while they serve: what is lost or doubted there is
/// there again, and batches that are still on their way count for what the books had not. Safe to repeat, and to stop.
/// </summary>
/// <param name="central">The central database, as a role that may write it.</param>
public sealed class CentralRebuild(NodePool central, TimeProvider time)
{
    private static readonly string ReplaceSql = SqlFile.Read<CentralRebuild>("ReplaceFigures.sql");

    /// <summary>Replaces all figures of one shard.</summary>
    /// <param name="gate">What leaves the shard passes it first.</param>
    /// <returns>Lines that the books come to.</returns>
    /// <exception cref="TimeoutException">
    /// No standby that may be promoted has what was summed up, or another process does the same. Try again.
    /// </exception>
    public async Task<int> RunAsync(Shard shard, StandbyGate gate, CancellationToken cancellation)
    {
        await using var books = await BooksFigures.PauseAsync(shard.Primary, time, cancellation);
        var figures = await books.ReadAsync(cancellation);
        if (!await gate.WaitAsync(shard, cancellation))
        {
            throw new TimeoutException(
                $"No standby of {shard.FullName} that may be promoted has flushed what was summed up. Try again.");
        }

        await using var command = central.CreateCommand(ReplaceSql);
        command.Parameters.AddWithValue(figures.Shard);
        command.Parameters.AddWithValue(figures.Epoch);
        command.Parameters.AddWithValue(figures.Batch);
        command.Parameters.AddWithValue(figures.Total);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Xid8, Value = figures.Xid });
        command.Parameters.AddWithValue(figures.Position);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = figures.AsOf });
        command.Parameters.AddWithValue(figures.Users);
        FiguresColumns.Add(command.Parameters, figures.Lines);
        await command.ExecuteNonQueryAsync(cancellation);
        return figures.Lines.Count;
    }
}
