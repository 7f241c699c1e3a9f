namespace Domicile.Ledger.Privacy.Catalogue;

/// <summary>One table with all of its columns, each in its category. Immutable: a call returns a larger one.</summary>
public sealed record CatalogueTable
{
    private CatalogueTable(DatabaseKind database, string name, IReadOnlyList<CatalogueColumn> columns)
    {
        Database = database;
        Name = name;
        Columns = columns;
    }

    public DatabaseKind Database { get; }

    /// <summary>With its schema, such as <c>ledger.posting</c>.</summary>
    public string Name { get; }

    public IReadOnlyList<CatalogueColumn> Columns { get; }

    public static CatalogueTable Of(DatabaseKind database, string name) => new(database, name, []);

    /// <param name="columns">Their names, separated by spaces.</param>
    public CatalogueTable Plain(DataCategory category, string columns) => With(category, Protection.Plain, columns);

    /// <inheritdoc cref="Plain"/>
    public CatalogueTable Sealed(DataCategory category, string columns) => With(category, Protection.Sealed, columns);

    /// <inheritdoc cref="Plain"/>
    public CatalogueTable Hashed(DataCategory category, string columns) =>
        With(category, Protection.KeyedHash, columns);

    /// <inheritdoc cref="Plain"/>
    public CatalogueTable Wrapped(DataCategory category, string columns) =>
        With(category, Protection.Wrapped, columns);

    private CatalogueTable With(DataCategory category, Protection protection, string columns) => new(
        Database,
        Name,
        [
            .. Columns,
            .. columns.Split(' ').Select(column => new CatalogueColumn(Database, Name, column, (category, protection))),
        ]);
}
