using Npgsql;

namespace Domicile.Ledger.History;

/// <summary>The rows of one page of a history, and the book's opening if it has one.</summary>
internal sealed record PageRows(IReadOnlyList<TransferRow> Rows, OpeningRow? Opening)
{
    public static async Task<PageRows> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellation)
    {
        var opening = OpeningRow.Read(reader);
        return new PageRows(await TransferRow.ReadAllAsync(reader, cancellation), opening);
    }
}
