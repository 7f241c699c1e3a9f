using Domicile.Local.Tests.Rights;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Sql;
using Domicile.Testing;

namespace Domicile.Local.Tests.Types;

/// <summary>What <c>docs/types.md</c> says of the columns of all databases.</summary>
public sealed class ColumnTypeTests(Guests guests) : IClassFixture<Guests>
{
    [Fact]
    public async Task No_column_has_a_type_that_loses_something()
    {
        foreach (var (name, address, _) in guests.All)
        {
            await using var source = address.Open("tests", 1);
            Assert.Equal((name, ""), (name, string.Join(", ", await ReadAsync(source))));
        }
    }

    [Fact]
    public async Task The_search_for_such_columns_finds_one()
    {
        var database = await TestNode.CreateDatabaseAsync();
        await TestSql.RunAsync(
            database, "create table amounts (euros double precision, at timestamp, cents bigint, day timestamptz)");
        await using var source = database.Open("tests", 1);
        Assert.Equal(
            ["amounts.at timestamp without time zone", "amounts.euros double precision"], await ReadAsync(source));
    }

    private static async Task<List<string>> ReadAsync(NodePool source)
    {
        await using var command = source.CreateCommand(SqlFile.Read(typeof(ColumnTypeTests), "LossyColumns.sql"));
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
