using Domicile.Ledger.Audit.Documents;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;
using NpgsqlTypes;

namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>Reads the documents of one shard in the order of their arrival. Keeps nothing between calls.</summary>
internal static class ArrivalReader
{
    private static readonly string ReadArrivals = SqlFile.Read(typeof(ArrivalReader), "ReadArrivals.sql");

    /// <summary>Those after a cursor, of which no earlier one can still appear.</summary>
    /// <param name="place">The region's name, and the shard, whose primary is read.</param>
    /// <param name="cursor">Default: from the beginning.</param>
    /// <param name="countMax">Documents to read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="NpgsqlException">The shard does not answer.</exception>
    public static async Task<IReadOnlyList<ArrivedDocument>> ReadAsync(
        (string Region, Shard Shard) place, ArrivalCursor cursor, int countMax, CancellationToken cancellation)
    {
        await using var command = place.Shard.PrimaryForWork.CreateCommand(ReadArrivals);
        command.Parameters.AddWithValue(cursor.Epoch);
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Xid8, Value = cursor.Xid });
        command.Parameters.AddWithValue(cursor.Position);
        command.Parameters.AddWithValue(countMax);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var documents = new List<ArrivedDocument>();
        while (await reader.ReadAsync(cancellation))
        {
            documents.Add(Document(reader, place.Region, place.Shard.Name));
        }

        return documents;
    }

    private static ArrivedDocument Document(NpgsqlDataReader reader, string region, string shard) => new(
        new DocumentId(new UserId(region, reader.GetInt64(3)), reader.GetGuid(4)),
        reader.GetString(5),
        reader.GetFieldValue<byte[]>(6),
        reader.GetInt32(7),
        reader.GetString(8),
        reader.GetFieldValue<DateOnly>(9),
        reader.GetFieldValue<DateTimeOffset>(10))
    {
        Shard = shard,
        Cursor = new ArrivalCursor(reader.GetInt32(0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2)),
    };
}
