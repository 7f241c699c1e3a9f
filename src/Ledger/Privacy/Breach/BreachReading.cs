using System.Runtime.CompilerServices;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Breach;

/// <summary>
/// Whose data could have been read by whoever could read a shard for a time: what stood there before the time ended.
/// What was erased, folded or moved away since stands there no more and is not found.
/// </summary>
public static class BreachReading
{
    private static readonly string ReadExposed = SqlFile.Read(typeof(BreachReading), "ReadExposed.sql");

    /// <summary>Streams in the order of the users' numbers; the database sorts, nothing is held here.</summary>
    /// <param name="owner">The shard, as a role that reads all of it.</param>
    /// <param name="time">Since when it could be read, and until when.</param>
    public static async IAsyncEnumerable<ExposedRows> ReadAsync(
        NodeAddress owner,
        string region,
        (DateTimeOffset Since, DateTimeOffset Until) time,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(owner.PatientConnectionString("domicile privacy"));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(ReadExposed, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = time.Since.UtcDateTime });
        command.Parameters.Add(new() { Value = time.Until.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return new ExposedRows(
                new UserId(region, reader.GetInt64(0)), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3));
        }
    }
}
