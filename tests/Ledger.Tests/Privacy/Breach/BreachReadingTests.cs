using Domicile.Ledger.Privacy.Breach;
using Domicile.Ledger.Privacy.Catalogue;
using Domicile.Ledger.Tests.Users;
using Domicile.Ledger.Users;
using Domicile.Sharding.Sql;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Breach;

public sealed class BreachReadingTests
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Users_with_rows_in_the_time_are_listed_with_what_was_there()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        await using var users = await TestUsers.OpenAsync(books);
        var anna = await users.CreateAsync("a", PersonalDetails.None with { Name = "Anna" });
        var boris = await users.CreateAsync("b");
        var shard = books.OwnerOf("s1");

        var rows = await ReadAsync(books, Now.AddDays(-1), Now.AddDays(1));
        Assert.Equal(
            ["ledger.book", "ledger.outbox", "personal.detail", "sharding.placed_user"],
            rows.Where(row => row.User == anna.Id).Select(row => row.Table));
        Assert.Contains(rows, row => row.User == boris.Id);
        Assert.All(rows, row => Assert.Equal((1, 1), (row.Held, row.Written)));

        // What was there before counts, what came later does not.
        Assert.Empty(await ReadAsync(books, Now.AddDays(-2), Now.AddDays(-1)));
        Assert.All(
            await ReadAsync(books, Now.AddDays(1), Now.AddDays(2)),
            row => Assert.Equal((1, 0), (row.Held, row.Written)));

        // Details that were changed after the time were there in it as well.
        await TestSql.RunAsync(shard, "update ledger.book set opened_at = now() - interval '9 days'");
        Assert.Contains(
            await ReadAsync(books, Now.AddDays(-2), Now.AddDays(-1)),
            row => (row.User, row.Table, row.Written) == (anna.Id, "personal.detail", 0));
    }

    [Fact]
    public void Every_table_of_a_shard_with_users_data_is_looked_at()
    {
        var sql = SqlFile.Read<ExposedRows>("ReadExposed.sql");
        var tables = DataCatalogue.Tables
            .Where(table => table.Database == DatabaseKind.Shard)
            .Where(table => table.Columns.Any(column => column.Column == "user_number"))
            .Select(table => table.Name);

        Assert.All(tables, table => Assert.True(
            sql.Contains($"'{table}'", StringComparison.Ordinal),
            $"ReadExposed.sql does not look at {table}: privacy breach would say nothing of it."));
    }

    [Fact]
    public void The_tally_counts_a_user_once_and_tells_plain_from_sealed()
    {
        var tally = new BreachTally();
        tally.Add(new ExposedRows(new("eu", 1), "ledger.posting", 3, 2));
        tally.Add(new ExposedRows(new("eu", 1), "personal.detail", 1, 0));
        tally.Add(new ExposedRows(new("eu", 2), "ledger.posting", 4, 0));

        Assert.Equal(2, tally.Users);
        var postings = Assert.Single(tally.Kinds, kind => kind.Table == "ledger.posting");
        Assert.Equal((2, 7, 2, true), (postings.Users, postings.Rows, postings.Written, postings.IsReadable));
        Assert.Equal(
            [("details", Protection.Sealed, 1L), ("details", Protection.Plain, 1L)],
            tally.Kinds.Where(kind => kind.Category == "details")
                .Select(kind => (kind.Category, kind.Protection, kind.Users)));
    }

    private static async Task<List<ExposedRows>> ReadAsync(
        TestBooks books, DateTimeOffset since, DateTimeOffset until) =>
        await BreachReading.ReadAsync(books.OwnerOf("s1"), "eu", (since, until), CancellationToken.None).ToListAsync();
}
