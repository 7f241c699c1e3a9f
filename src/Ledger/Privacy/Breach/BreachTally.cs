using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Privacy.Breach;

/// <summary>Adds up, category by category, what a breach exposed. Lives for one reading.</summary>
public sealed class BreachTally
{
    private readonly Dictionary<string, (long Users, long Held, long Written)> tables = [];
    private UserId lastUser;

    /// <summary>How many users there were, each counted once.</summary>
    public long Users { get; private set; }

    /// <summary>The tables with rows, by what could be read of them: a line a category and protection.</summary>
    public IEnumerable<ExposedKind> Kinds =>
        from category in DataCatalogue.Categories
        from place in DataCatalogue.ColumnsOf(category)
            .Where(column => column.Database == DatabaseKind.Shard && tables.ContainsKey(column.Table))
            .GroupBy(column => (column.Table, column.Protection))
        let counts = tables[place.Key.Table]
        select new ExposedKind(
            category.Name, place.Key.Table, place.Key.Protection, [.. place.Select(column => column.Column)])
        {
            Users = counts.Users,
            Rows = counts.Held,
            Written = counts.Written,
        };

    /// <summary>Categories of the users' data that a row of a table shows something of.</summary>
    public static IEnumerable<string> CategoriesOf(string table) => DataCatalogue.Columns
        .Where(column => column.Database == DatabaseKind.Shard && column.Table == table && column.Category.IsTheUsers)
        .Select(column => column.Category.Name)
        .Distinct();

    /// <summary>In the order of <see cref="BreachReading"/>: all rows of a user one after the other.</summary>
    public void Add(ExposedRows rows)
    {
        if (Users == 0 || rows.User != lastUser)
        {
            Users++;
            lastUser = rows.User;
        }

        var (users, held, written) = tables.GetValueOrDefault(rows.Table);
        tables[rows.Table] = (users + 1, held + rows.Held, written + rows.Written);
    }
}
