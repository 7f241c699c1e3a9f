using Npgsql;

namespace Domicile.Ledger.History;

/// <summary>A book's opening as the list of transfers tells it in each of its rows.</summary>
internal sealed record OpeningRow(
    long ThroughPostingNumber, DateTimeOffset ThroughBookedAt, string[] Assets, long[] Wallets)
{
    private const int FirstColumn = 13;

    /// <summary>Null when nothing of the book was folded.</summary>
    public static OpeningRow? Read(NpgsqlDataReader row) => row.IsDBNull(FirstColumn)
        ? null
        : new OpeningRow(
            row.GetInt64(FirstColumn),
            row.GetFieldValue<DateTimeOffset>(FirstColumn + 1),
            row.GetFieldValue<string[]>(FirstColumn + 2),
            row.GetFieldValue<long[]>(FirstColumn + 3));
}
