using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using NpgsqlTypes;

namespace Domicile.Ledger.Audit.Packages.Building;

/// <summary>
/// What the register says of the packages for one institution. Keeps nothing between calls; safe for many callers.
/// </summary>
internal sealed class PackageJournal(NodePool register, string institution)
{
    private static readonly string ReadCursorsSql = SqlFile.Read<PackageJournal>("ReadCursors.sql");
    private static readonly string ReadCutSql = SqlFile.Read<PackageJournal>("ReadCut.sql");
    private static readonly string MarkStoredSql = SqlFile.Read<PackageJournal>("MarkStored.sql");
    private static readonly string ReadObjectsSql = SqlFile.Read<PackageJournal>("ReadObjects.sql");
    private static readonly string ReadEndedSql = SqlFile.Read<PackageJournal>("ReadEnded.sql");
    private static readonly string ForgetSql = SqlFile.Read<PackageJournal>("ForgetPackaged.sql");
    private static readonly string MarkEndedSql = SqlFile.Read<PackageJournal>("MarkEnded.sql");

    /// <summary>How far the shards were looked through, by their names.</summary>
    public async Task<IReadOnlyDictionary<string, ArrivalCursor>> ReadCursorsAsync(CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadCursorsSql);
        command.Parameters.AddWithValue(institution);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var cursors = new Dictionary<string, ArrivalCursor>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            cursors[reader.GetString(0)] = new ArrivalCursor(
                reader.GetInt32(1), reader.GetFieldValue<ulong>(2), reader.GetInt64(3));
        }

        return cursors;
    }

    /// <summary>Where the documents of a package are in the object store, in the order of the manifest.</summary>
    public async Task<IReadOnlyList<string>> ReadObjectsAsync(long number, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadObjectsSql);
        command.Parameters.AddWithValue(institution);
        command.Parameters.AddWithValue(number);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<string>();
        while (await reader.ReadAsync(cancellation))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }

    /// <summary>The oldest package whose file is not stored yet; null when there is none.</summary>
    public async Task<CutPackage?> ReadCutAsync(CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadCutSql);
        command.Parameters.AddWithValue(institution);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new CutPackage(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetFieldValue<DateOnly>(2),
                new(
                    reader.GetFieldValue<byte[]>(3),
                    reader.GetFieldValue<byte[]>(4),
                    reader.GetFieldValue<byte[]>(5),
                    reader.GetFieldValue<byte[]>(6)))
            : null;
    }

    /// <summary>The file is stored: what is in it alone is forgotten here.</summary>
    public Task MarkStoredAsync(long number, CancellationToken cancellation) =>
        MarkAsync(MarkStoredSql, number, cancellation);

    /// <summary>A package whose period is over and whose file is there still; null when there is none.</summary>
    public async Task<(long Number, string ObjectKey)?> ReadEndedAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ReadEndedSql);
        command.Parameters.AddWithValue(institution);
        command.Parameters.AddWithValue(NpgsqlDbType.Date, today);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? (reader.GetInt64(0), reader.GetString(1)) : null;
    }

    /// <summary>The file is destroyed.</summary>
    public Task MarkEndedAsync(long number, CancellationToken cancellation) =>
        MarkAsync(MarkEndedSql, number, cancellation);

    /// <summary>Forgets which documents an ended package had, all of which have had their time.</summary>
    /// <returns>False when there was none such.</returns>
    public async Task<bool> ForgetAsync(DateOnly today, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(ForgetSql);
        command.Parameters.AddWithValue(institution);
        command.Parameters.AddWithValue(NpgsqlDbType.Date, today);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private async Task MarkAsync(string sql, long number, CancellationToken cancellation)
    {
        await using var command = register.CreateCommand(sql);
        command.Parameters.AddWithValue(institution);
        command.Parameters.AddWithValue(number);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
