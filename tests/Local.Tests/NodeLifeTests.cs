using Domicile.Testing;

namespace Domicile.Local.Tests;

public sealed class NodeLifeTests
{
    [Fact]
    public async Task A_test_database_answers()
    {
        var address = await TestNode.CreateDatabaseAsync();
        await using var source = address.Open("test", 1);
        await using var command = source.CreateCommand("select 41 + 1");
        Assert.Equal(42, await command.ExecuteScalarAsync());
    }
}
