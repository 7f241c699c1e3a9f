using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Central;

/// <summary>Where passwords are rotated, a role has two users that take turns.</summary>
public sealed class AlternatingLoginTests
{
    private const string Second = "domicile_server_second";

    [Fact]
    public async Task The_second_user_of_the_centres_role_writes_figures_and_a_region_does_not()
    {
        await using var world = await CentralWorld.CreateAsync();
        await TestSql.RunAsync(
            world.CentralDatabase.Admin,
            $"create role {Second} login password 'test'; grant domicile_server to {Second}");
        try
        {
            var second = world.CentralDatabase.Server with { User = Second, Password = "test" };
            Assert.Equal("", await TestSql.ScalarAsync<string>(second, "select central.check_writer()::text"));
        }
        finally
        {
            await TestSql.RunAsync(world.CentralDatabase.Admin, $"drop role {Second}");
        }

        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestSql.ScalarAsync<string>(
            world.CentralDatabase.Regions["eu"], "select central.check_writer()::text"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }
}
