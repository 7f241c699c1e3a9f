using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Privacy.Export;

namespace Domicile.Ledger.Tests.Privacy.Export;

/// <summary>The catalogue beside what an export shows.</summary>
public sealed class ExportPlanTests
{
    [Fact]
    public void Every_column_that_is_a_users_is_shown_or_named_or_left_out_for_a_reason()
    {
        var covered = ExportPlan.Tables
            .SelectMany(table => table.Columns.Concat(table.Unreadable))
            .Select(column => column.ToString());
        var users = DataCatalogue.Columns
            .Where(column => column.Category.IsTheUsers && !ExportPlan.LeftOut.ContainsKey(column.Table))
            .Select(column => column.ToString());

        Assert.Equal(users.Order(), covered.Order());
    }

    [Fact]
    public void What_is_left_out_is_in_the_catalogue_and_has_a_reason() =>
        Assert.All(ExportPlan.LeftOut, left =>
        {
            Assert.Contains(DataCatalogue.Tables, table => table.Name == left.Key);
            Assert.True(left.Value.Length > 30);
        });

    [Fact]
    public void Every_table_has_a_name_of_its_own_and_the_user_in_a_column()
    {
        Assert.Equal(
            ExportPlan.Tables.Count, ExportPlan.Tables.Select(table => table.Name).Distinct().Count());
        Assert.All(ExportPlan.Tables, table => Assert.Contains(
            DataCatalogue.Columns, column => column.Table == table.Table && column.Column == "user_number"));
    }

    [Fact]
    public void Every_sealed_column_can_be_opened()
    {
        using var row = System.Text.Json.JsonDocument.Parse("{}");
        var sealedColumns = ExportPlan.Tables.SelectMany(table => table.Columns)
            .Where(column => column.Protection == Protection.Sealed).ToList();

        Assert.NotEmpty(sealedColumns);
        Assert.All(sealedColumns, column => Assert.NotNull(ExportSeals.Place(column, row.RootElement)));
    }

    [Fact]
    public void Fields_are_written_as_the_api_writes_them()
    {
        var column = DataCatalogue.Columns.First(column => column.Column == "last_posting_number");
        Assert.Equal("lastPostingNumber", ExportTable.FieldOf(column));
    }
}
