namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>One column of one table, classified.</summary>
/// <param name="Table">With its schema, such as <c>ledger.posting</c>.</param>
public sealed record CatalogueColumn(
    DatabaseKind Database, string Table, string Column, (DataCategory Category, Protection Protection) Class)
{
    public DataCategory Category => Class.Category;

    public Protection Protection => Class.Protection;

    public override string ToString() => $"{Database} {Table}.{Column}";
}
