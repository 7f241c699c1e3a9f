using System.Text.Json;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Requests;

namespace Domicile.Ledger.Privacy.Export;

/// <summary>What each sealed column was sealed for; it opens with the same place only.</summary>
internal static class ExportSeals
{
    /// <summary>Null for a column that nobody told of: a mistake of ours, which a test finds.</summary>
    public static string? Place(CatalogueColumn column, JsonElement row) => (column.Table, column.Column) switch
    {
        ("personal.detail", var name) => name,
        ("personal.reference", "sealed") => ReferenceVault.Column(Id(row, "transfer_id")),
        ("ledger.privacy_request", "reason") => ReasonVault.ReasonOf(Id(row, "request_id")),
        ("ledger.privacy_request", "extension_reason") => ReasonVault.ExtensionOf(Id(row, "request_id")),
        _ => null,
    };

    private static Guid Id(JsonElement row, string column) =>
        row.TryGetProperty(column, out var id) ? id.GetGuid() : Guid.Empty;
}
