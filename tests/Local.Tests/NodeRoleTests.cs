using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Local.Tests;

public sealed class NodeRoleTests
{
    [Fact]
    public async Task The_owner_makes_schemas_and_tables_and_servers_make_nothing()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        await RunAsync(database.Owner, "create schema ledger");
        await RunAsync(database.Owner, "create table ledger.posting (amount bigint)");
        foreach (var role in new[] { database.Server, database.Regions["eu"] })
        {
            foreach (var statement in new[]
            {
                "create schema mine", "create table public.mine (n int)", "create temporary table mine (n int)",
                "select count(*) from ledger.posting",
            })
            {
                var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(role, statement));
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
            }
        }
    }

    [Fact]
    public async Task No_role_enters_a_database_that_it_has_no_business_in()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        foreach (var role in new[] { database.Owner, database.Server, database.Regions["eu"] })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => RunAsync(role with { Database = "postgres" }, "select 1"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task A_statement_of_a_server_ends_after_two_seconds_at_most()
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        foreach (var role in new[] { database.Server, database.Regions["us"] })
        {
            Assert.Equal("2s", await RunAsync(role, "show statement_timeout"));
            Assert.Equal("2s", await RunAsync(role, "show idle_in_transaction_session_timeout"));
            Assert.Equal("1s", await RunAsync(role, "show lock_timeout"));
        }
    }

    [Fact]
    public async Task Passwords_are_kept_as_scram_verifiers_and_none_is_empty()
    {
        var admin = await TestNode.CreateDatabaseAsync();
        var plain = await RunAsync(
            admin,
            "select count(*) from pg_authid where rolcanlogin and coalesce(rolpassword, '') not like "
            + "'SCRAM-SHA-256$%'");
        Assert.Equal(0L, plain);
        var wrong = await Assert.ThrowsAsync<PostgresException>(
            () => RunAsync(admin with { User = NodeRoles.Server, Password = "guess" }, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, wrong.SqlState);
    }

    private static async Task<object?> RunAsync(NodeAddress address, string sql)
    {
        await using var source = address.Open("test", 1);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
