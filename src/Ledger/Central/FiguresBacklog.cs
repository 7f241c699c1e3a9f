using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Central;

/// <summary>What a shard has that no batch of figures has taken up yet.</summary>
public static class FiguresBacklog
{
    /// <summary>Rows of its outbox; 100,000 at most are counted.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The shard does not answer.</exception>
    public static async Task<long> ReadAsync(Shard shard, CancellationToken cancellation) =>
        (await new FiguresOutbox(shard).StandingAsync(cancellation)).Waiting;
}
