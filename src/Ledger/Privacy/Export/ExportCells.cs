using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Export;

/// <summary>Makes values for people of a node's rows: opens what is sealed, and writes amounts in decimals.</summary>
internal sealed class ExportCells(UserKeys keys, AssetRegistry assets)
{
    private static readonly HashSet<string> Amounts = new(StringComparer.Ordinal)
    {
        "amount", "debit_balance", "credit_balance", "wallet", "held", "in_transit", "external", "sent", "received",
        "exchange", "minimum", "in_sum", "out_sum",
    };

    public async ValueTask<ExportRow> ReadAsync(
        ExportTable table, UserId user, JsonElement row, CancellationToken cancellation)
    {
        var asset = row.TryGetProperty("asset", out var code) && code.ValueKind == JsonValueKind.String
            ? await assets.FindAsync(code.GetString()!, cancellation)
            : null;
        var cells = new ExportCell[table.Columns.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var column = table.Columns[i];
            var value = row.GetProperty(column.Column);
            cells[i] = value.ValueKind == JsonValueKind.Null ? ExportCell.None
                : column.Protection == Protection.Sealed ? await OpenAsync(column, user, row, cancellation)
                : asset is not null && Amounts.Contains(column.Column) ? Money(value, asset)
                : Plain(value);
        }

        return new ExportRow(table, cells);
    }

    private async ValueTask<ExportCell> OpenAsync(
        CatalogueColumn column, UserId user, JsonElement row, CancellationToken cancellation)
    {
        var place = ExportSeals.Place(column, row)
            ?? throw new InvalidOperationException($"Nobody knows for which place {column} was sealed.");
        using var key = await keys.FindAsync(user, cancellation);

        // Without the key nobody can read it: the user is being erased.
        return key is null
            ? ExportCell.None
            : new ExportCell(ExportCellKind.Text, key.Open(place, Bytes(row.GetProperty(column.Column).GetString()!)));
    }

    // As the node writes bytes: a backslash, an x, and two digits each.
    private static byte[] Bytes(string text) => Convert.FromHexString(text.AsSpan(2));

    private static ExportCell Money(JsonElement value, Asset asset) => new(
        ExportCellKind.Money,
        Assets.Money.Write(BigInteger.Parse(value.GetRawText(), CultureInfo.InvariantCulture), asset));

    private static ExportCell Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => new(ExportCellKind.Number, value.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new(ExportCellKind.Truth, value.GetRawText()),
        JsonValueKind.String => new(ExportCellKind.Text, value.GetString()),
        _ => new(ExportCellKind.Text, value.GetRawText()),
    };
}
