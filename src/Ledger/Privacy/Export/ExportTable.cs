using System.Text;
using Domicile.Ledger.Privacy.Catalogue;

namespace Domicile.Ledger.Privacy.Export;

/// <summary>What an export shows of one table: a row each of the user's rows, with these columns.</summary>
/// <param name="Database">Where it is.</param>
/// <param name="Table">With its schema, such as <c>ledger.posting</c>.</param>
/// <param name="Columns">Those that are the user's and can be read, sealed ones decrypted.</param>
/// <param name="Unreadable">
/// Those of which there is only a hash or a wrapped key: their names are shown, for their bytes say nothing.
/// </param>
public sealed record ExportTable(
    DatabaseKind Database,
    string Table,
    IReadOnlyList<CatalogueColumn> Columns,
    IReadOnlyList<CatalogueColumn> Unreadable)
{
    /// <summary>In lines and file names, such as <c>posting</c>.</summary>
    public string Name { get; } = Table[(Table.IndexOf('.') + 1)..];

    /// <summary>A column as exports write it, such as <c>postingNumber</c>.</summary>
    public static string FieldOf(CatalogueColumn column)
    {
        var field = new StringBuilder(column.Column.Length);
        foreach (var word in column.Column.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            field.Append(field.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]);
        }

        return field.ToString();
    }
}
