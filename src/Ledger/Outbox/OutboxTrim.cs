using Domicile.Ledger.Passes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Outbox;

/// <summary>
/// Empties the parts of a shard's outbox that every consumer has passed. Waits for nobody: what is in use is left for
/// the next run.
/// </summary>
/// <param name="shard">Whose outbox it is.</param>
public sealed class OutboxTrim(Shard shard) : IPass
{
    private static readonly string TrimSql = SqlFile.Read<OutboxTrim>("TrimOutbox.sql");

    /// <summary>
    /// The part being written is emptied only when nothing was added to it for this long: not after each of a few
    /// transfers.
    /// </summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(10);

    public string Name => "outbox-trim";

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(TrimSql);
        command.Parameters.AddWithValue(Quiet);
        return new PassResult((int)(await command.ExecuteScalarAsync(cancellation))!, MoreWaiting: false);
    }
}
