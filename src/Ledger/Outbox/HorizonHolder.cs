using System.Globalization;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;

namespace Domicile.Ledger.Outbox;

/// <summary>
/// Whose transaction keeps rows of an outbox back: the oldest of the whole node that has written and not ended, in any
/// of its databases. Tells who it is and never what it does.
/// </summary>
/// <param name="ProcessId">For <c>pg_terminate_backend</c>; null for a prepared transaction.</param>
/// <param name="Application">What it calls itself, or the name of the prepared transaction.</param>
public sealed record HorizonHolder(
    int? ProcessId, string Application, string Role, string Database, DateTimeOffset Since)
{
    private static readonly string ReadSql = SqlFile.Read<HorizonHolder>("ReadHolder.sql");

    /// <summary>Asks the shard's primary; null when nobody does at this moment.</summary>
    public static async Task<HorizonHolder?> FindAsync(Shard shard, CancellationToken cancellation)
    {
        await using var command = shard.PrimaryForWork.CreateCommand(ReadSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) && !await reader.IsDBNullAsync(4, cancellation)
            ? new HorizonHolder(
                reader.IsDBNull(0) ? null : reader.GetInt32(0),
                reader.IsDBNull(1) ? "" : reader.GetString(1),
                reader.IsDBNull(2) ? "" : reader.GetString(2),
                reader.IsDBNull(3) ? "" : reader.GetString(3),
                reader.GetFieldValue<DateTimeOffset>(4))
            : null;
    }

    /// <summary>One line for an operator.</summary>
    public override string ToString()
    {
        var process = ProcessId is { } id ? $"process {id.ToString(CultureInfo.InvariantCulture)}, " : "";
        return $"{(Application.Length > 0 ? Application : "a session without a name")} ({process}role {Role}, "
            + $"database {Database}) in a transaction since "
            + Since.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
    }
}
