using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Catalogue.Categories;
using Domicile.Local.Queue;
using Domicile.Sharding.Migrations;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Catalogue;

/// <summary>The catalogue beside the databases as their migrations make them.</summary>
public sealed class DataCatalogueTests
{
    public static TheoryData<DatabaseKind> Kinds { get; } = [.. Enum.GetValues<DatabaseKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_column_is_classified_once_and_every_classified_column_is_there(DatabaseKind kind)
    {
        var real = await ReadColumnsAsync(kind);
        var classified = Classified(kind).ToList();

        Assert.NotEmpty(real);
        Assert.Empty(classified.GroupBy(column => column).Where(group => group.Count() > 1).Select(group => group.Key));
        var missing = real.Except(classified).Order(StringComparer.Ordinal).ToList();
        Assert.True(
            missing.Count == 0,
            $"Not classified: {string.Join(", ", missing)}. Say in src/Ledger/Privacy/Catalogue/Tables/{kind}Tables.cs "
            + "(the queue's: src/Local/Queue/QueueTables.cs) of which category each is and how it is protected.");
        var gone = classified.Except(real).ToList();
        Assert.True(gone.Count == 0, $"Classified and not in the {kind} database: {string.Join(", ", gone)}.");
    }

    [Fact]
    public void Every_category_says_what_the_law_asks_for()
    {
        foreach (var category in DataCatalogue.Categories)
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", category.Name);
            Assert.EndsWith(".", category.Holds, StringComparison.Ordinal);
            Assert.NotEmpty(category.Purpose);
            Assert.NotEmpty(category.Retention.Say(new RetentionYears(10, 10, 3, 3)));
            Assert.Equal(category.OnErasure == ErasureDecision.Kept, category.KeptBy is not null);
            Assert.Equal(category.IsTheUsers, category.OnErasure != ErasureDecision.NotTheUsers);
            Assert.Equal(category.Subject == DataSubject.Nobody, category.Basis == LegalBasis.None);
        }

        var names = DataCatalogue.Categories.Select(category => category.Name).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Columns_name_categories_of_the_list_only() =>
        Assert.All(AllColumns(), column => Assert.Contains(column.Category, DataCatalogue.Categories));

    [Fact]
    public void What_anybody_may_have_written_stands_sealed_only() =>
        Assert.All(
            AllColumns().Where(column => column.Category == BookData.References),
            column => Assert.Equal(Protection.Sealed, column.Protection));

    [Fact]
    public void The_central_database_holds_nothing_about_anybody() =>
        Assert.All(
            DataCatalogue.Columns.Where(column => column.Database == DatabaseKind.Central),
            column => Assert.Equal(DataSubject.Nobody, column.Category.Subject));

    private static IEnumerable<CatalogueColumn> AllColumns() =>
        DataCatalogue.Columns.Concat(QueueTables.All.SelectMany(table => table.Columns));

    private static IEnumerable<string> Classified(DatabaseKind kind) =>
        AllColumns().Where(column => column.Database == kind).Select(column => $"{column.Table}.{column.Column}");

    private static async Task<List<string>> ReadColumnsAsync(DatabaseKind kind)
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        MigrationSet[] sets = kind switch
        {
            DatabaseKind.Register => [ShardingSchema.Register, LedgerSchema.Register],
            DatabaseKind.Shard => [ShardingSchema.Shard, LedgerSchema.Shard],
            DatabaseKind.Keys => [LedgerSchema.Keys],
            DatabaseKind.Central => [LedgerSchema.Central],
            _ => [QueueSchema.Queue],
        };
        var run = await new FleetMigrator("tests").RunAsync(
            [new MigrationTarget("n", database.Owner, sets, [database.Server.User])], CancellationToken.None);
        Assert.All(run, node => Assert.Null(node.Failure));

        // A partition has the columns of its table; everything else that keeps rows is looked at.
        await using var source = NpgsqlDataSource.Create(database.Owner.PatientConnectionString("tests"));
        await using var command = source.CreateCommand(
            "select c.table_schema || '.' || c.table_name || '.' || c.column_name "
            + "from information_schema.columns c "
            + "join pg_class t on t.oid = format('%I.%I', c.table_schema, c.table_name)::regclass "
            + "where c.table_schema not in ('pg_catalog', 'information_schema') and not t.relispartition");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await reader.ReadAsync())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }
}
