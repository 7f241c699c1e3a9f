using Domicile.Ledger.Privacy.Catalogue.Categories;
using Domicile.Ledger.Privacy.Catalogue.Tables;

namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>
/// What the house holds: every column of every database, classified once. The record of processing, exports, erasures
/// and what is said of a breach come from it; a test compares it with migrated databases.
/// </summary>
public static class DataCatalogue
{
    /// <summary>Of all databases but the queue, which the ledger knows as a port only: <c>QueueTables</c>.</summary>
    public static IReadOnlyList<CatalogueTable> Tables { get; } =
        [.. RegisterTables.All, .. ShardTables.All, .. KeysTables.All, .. CentralTables.All];

    public static IEnumerable<CatalogueColumn> Columns => Tables.SelectMany(table => table.Columns);

    /// <summary>Each category once, in the order in which people are told of them.</summary>
    public static IReadOnlyList<DataCategory> Categories { get; } =
        [.. BookData.All, .. RightsData.All, .. SystemData.All];

    public static IEnumerable<CatalogueColumn> ColumnsOf(DataCategory category) =>
        Columns.Where(column => column.Category == category);
}
