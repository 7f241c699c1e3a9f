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
    byte[]? Sealed)
{
    public static TransferRow Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1) == "payer",
        row.GetString(2),
        row.GetString(3),
        row.GetInt64(4),
        row.GetInt64(5),
        row.GetFieldValue<DateTimeOffset>(6),
        row.GetFieldValue<DateTimeOffset>(7),
        row.GetInt64(8),
        row.IsDBNull(9) ? null : row.GetFieldValue<byte[]>(9));
}
