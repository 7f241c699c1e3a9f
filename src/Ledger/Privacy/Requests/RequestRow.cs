using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Privacy.Requests;

/// <summary>A request as the register has it, its reasons still sealed.</summary>
internal sealed record RequestRow(PrivacyRequest Request, byte[]? Reason, byte[]? ExtensionReason)
{
    private const int ReasonColumn = 10;

    /// <summary>Reads the columns as the queries of this folder select them; the reasons may be left out.</summary>
    public static RequestRow Read(NpgsqlDataReader row, string region) => new(
        new PrivacyRequest(
            row.GetGuid(0),
            RequestWords.Kind(row.GetString(1)) ?? throw Unknown(row.GetString(1)),
            new UserId(region, row.GetInt64(2)),
            new Asker(row.GetString(3), row.GetString(4)),
            row.GetFieldValue<DateTimeOffset>(5),
            row.GetFieldValue<DateTimeOffset>(6),
            RequestWords.State(row.GetString(7)) ?? throw Unknown(row.GetString(7)))
        {
            ExtendedUntil = Time(row, 8),
            EndedAt = Time(row, 9),
        },
        Bytes(row, ReasonColumn),
        Bytes(row, ReasonColumn + 1));

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    private static byte[]? Bytes(NpgsqlDataReader row, int column) =>
        row.FieldCount <= column || row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);

    private static InvalidOperationException Unknown(string word) =>
        new($"The register has a request with the word '{word}', which this program does not know.");
}
