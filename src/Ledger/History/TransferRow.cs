using Domicile.Ledger.Transfers;
using Npgsql;

namespace Domicile.Ledger.History;

/// <summary>A transfer as a query of this folder returns it, its reference still sealed.</summary>
internal sealed record TransferRow(
    Guid Id,
    bool IsPayer,
    string Counterparty,
    string Asset,
    long MinorUnits,
    long PostingNumber,
    DateTimeOffset BookedAt,
    DateTimeOffset EffectiveAt,
    long Balance,
    byte[]? Sealed,
    TransferState State,
    string? Refusal)
{
    /// <summary>Reads all rows from where the reader stands; a book without any is one row of nulls.</summary>
    public static async Task<IReadOnlyList<TransferRow>> ReadAllAsync(
        NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var rows = new List<TransferRow>();
        do
        {
            if (!await reader.IsDBNullAsync(1, cancellation))
            {
                rows.Add(Read(reader));
            }
        }
        while (await reader.ReadAsync(cancellation));
        return rows;
    }

    private static TransferRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(1),
        row.GetString(2) == "payer",
        row.GetString(3),
        row.GetString(4),
        row.GetInt64(5),
        row.GetInt64(6),
        row.GetFieldValue<DateTimeOffset>(7),
        row.GetFieldValue<DateTimeOffset>(8),
        row.GetInt64(9),
        row.IsDBNull(10) ? null : row.GetFieldValue<byte[]>(10),
        TransferStates.Read(row.GetString(11)),
        row.IsDBNull(12) ? null : row.GetString(12));
}
