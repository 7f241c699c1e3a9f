using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;

namespace Domicile.Local.Queue;

/// <summary>
/// Knows below which id a queue has no message, so that receiving does not walk over deleted rows that somebody's
/// snapshot keeps. A mark counts only from its next renewal on: a sender that took its ids earlier has ended by then,
/// because a statement ends after two seconds. Every minute one look begins at the beginning.
/// </summary>
internal sealed class ScanStart(string queue, NodePool database, TimeProvider time)
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);
    private const int RenewalsPerLook = 12;

    private static readonly string ReadLowestSql = SqlFile.Read<ScanStart>("ReadLowest.sql");

    private readonly Lock gate = new();
    private long renewedAt = time.GetTimestamp();
    private int renewals;
    private long valid;
    private long next;

    public async ValueTask<long> FindAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            if (time.GetElapsedTime(renewedAt) < Renewal)
            {
                return valid;
            }

            renewedAt = time.GetTimestamp();
            renewals++;
            valid = renewals % RenewalsPerLook == 0 ? 0 : next;
        }

        await using var command = database.CreateCommand(ReadLowestSql);
        command.Parameters.AddWithValue(queue);
        command.Parameters.AddWithValue(valid);
        var lowest = await command.ExecuteScalarAsync(cancellation);
        lock (gate)
        {
            next = lowest is long id ? id : valid;
            return valid;
        }
    }
}
