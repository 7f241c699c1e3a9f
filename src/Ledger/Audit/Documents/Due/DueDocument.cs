using Domicile.Ledger.Privacy;
using Domicile.Ledger.Transfers;
using Npgsql;

namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>A document that is to be drawn, as the shard has it: references and details still sealed.</summary>
internal sealed record DueDocument(long UserNumber, Guid TransferId)
{
    public required bool IsPayer { get; init; }

    public required string Counterparty { get; init; }

    public required string Asset { get; init; }

    public required long MinorUnits { get; init; }

    public required TransferState State { get; init; }

    public required string? Refusal { get; init; }

    public required DateTimeOffset EffectiveAt { get; init; }

    /// <summary>The first and the last one, which are often the same.</summary>
    public required IReadOnlyList<DocumentPosting> Postings { get; init; }

    public required byte[]? Reference { get; init; }

    public required SealedDetails Details { get; init; }

    public DateTimeOffset BookedAt => Postings[0].BookedAt;

    public static DueDocument Read(NpgsqlDataReader row)
    {
        var first = Posting(row, 9);
        var last = Posting(row, 13);
        return new DueDocument(row.GetInt64(0), row.GetGuid(1))
        {
            IsPayer = row.GetString(2) == "payer",
            Counterparty = row.GetString(3),
            Asset = row.GetString(4),
            MinorUnits = row.GetInt64(5),
            State = TransferStates.Read(row.GetString(6)),
            Refusal = row.IsDBNull(7) ? null : row.GetString(7),
            EffectiveAt = row.GetFieldValue<DateTimeOffset>(8),
            Postings = first == last ? [first] : [first, last],
            Reference = Bytes(row, 17),
            Details = new SealedDetails(Bytes(row, 18), Bytes(row, 19), Bytes(row, 20)),
        };
    }

    private static DocumentPosting Posting(NpgsqlDataReader row, int column) => new(
        row.GetInt64(column),
        row.GetString(column + 1),
        row.GetString(column + 2),
        row.GetFieldValue<DateTimeOffset>(column + 3));

    private static byte[]? Bytes(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
