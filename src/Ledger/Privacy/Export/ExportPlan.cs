using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Export;

/// <summary>
/// What an export shows, made from the catalogue: every table that holds something of a user. A new table is in it as
/// soon as it is classified.
/// </summary>
public static class ExportPlan
{
    /// <summary>Tables that are not walked, and why nothing is missing without them.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["ledger.outbox"] = "What is on its way for a moment stands in the tables of transfers and postings.",
        ["ledger.unplaced_refusal"] = "The payee is an id of nobody; the payer's transfer has the refusal.",
        ["ledger.audit_package"] =
            "A package is of many users; with which one each document went stands in ledger.audit_document.",
        ["ledger.erasure_notice"] = "Whom an erasure was told to, by its request; nothing of the user stands in it.",
        ["ledger.heard_erasure"] = "Ids of other regions' users that were erased there; they are exported there.",
        ["ledger.erasure_step"] = "The steps of an erasure have no user; its certificate names what they did.",
    };

    /// <summary>Shards first, then the register and the keys.</summary>
    public static IReadOnlyList<ExportTable> Tables { get; } =
    [
        .. DataCatalogue.Tables
            .Where(table => table.Columns.Any(column => column.Category.IsTheUsers))
            .Where(table => table.Columns.Any(column => column.Column == "user_number"))
            .Where(table => !LeftOut.ContainsKey(table.Name))
            .Select(Of)
            .OrderBy(table => table.Database switch { DatabaseKind.Shard => 0, DatabaseKind.Register => 1, _ => 2 }),
    ];

    private static ExportTable Of(CatalogueTable table)
    {
        var columns = table.Columns.Where(column => column.Category.IsTheUsers).ToList();
        return new ExportTable(
            table.Database,
            table.Name,
            [.. columns.Where(IsReadable)],
            [.. columns.Where(column => !IsReadable(column))]);
    }

    private static bool IsReadable(CatalogueColumn column) =>
        column.Protection is Protection.Plain or Protection.Sealed;
}
