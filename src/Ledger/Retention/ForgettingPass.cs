using Domicile.Ledger.Passes;
using Domicile.Sharding.Nodes;

namespace Domicile.Ledger.Retention;

/// <summary>
/// Destroys the rows of one table that have had their time, once a day, a batch a run. Keeps in memory only on which
/// day it was done.
/// </summary>
/// <param name="name">The pass's name.</param>
/// <param name="source">The table's database, as it is at the moment.</param>
/// <param name="sql">Destroys at most $2 rows of before $1 and returns how many they were.</param>
internal sealed class ForgettingPass(string name, Func<NodePool> source, string sql) : IPass
{
    private const int RowsMax = 1_000;

    private DateOnly? doneOn;

    public required TimeProvider Time { get; init; }

    /// <summary>The moment before which rows go, by the present one.</summary>
    public required Func<DateTimeOffset, DateTimeOffset> Cutoff { get; init; }

    public string Name => name;

    public async ValueTask<PassResult> RunAsync(CancellationToken cancellation)
    {
        var now = Time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (doneOn == today)
        {
            return default;
        }

        await using var command = source().CreateCommand(sql);
        command.Parameters.AddWithValue(Cutoff(now).UtcDateTime);
        command.Parameters.AddWithValue(RowsMax);
        var count = (int)(await command.ExecuteScalarAsync(cancellation))!;
        if (count < RowsMax)
        {
            doneOn = today;
        }

        return new PassResult(count, MoreWaiting: count == RowsMax);
    }
}
