using Npgsql;

namespace Domicile.Local.Nodes;

/// <summary>
/// Makes the roles and databases of a new node as its administrator. Every step can be repeated: a node whose first
/// start was cut short is finished by the next one.
/// </summary>
public static class NodeBootstrap
{
    private static readonly string RolesSql = EmbeddedSql.Read("Nodes/Roles.sql");
    private static readonly string RegionRoleSql = EmbeddedSql.Read("Nodes/RegionRole.sql");
    private static readonly string CreateDatabaseSql = EmbeddedSql.Read("Nodes/CreateDatabase.sql");
    private static readonly string GrantDatabaseSql = EmbeddedSql.Read("Nodes/GrantDatabase.sql");

    /// <summary>Makes the roles of one node, or gives those it has these passwords and limits.</summary>
    public static async Task CreateRolesAsync(
        PostgresNode node, NodePasswords passwords, CancellationToken cancellation)
    {
        await using var admin = await OpenAsync(node, cancellation);
        await RunAsync(admin, RolesSql, [passwords.Owner, passwords.Server, passwords.Replication], cancellation);
        foreach (var (region, password) in passwords.Regions)
        {
            await RunAsync(admin, RegionRoleSql, [NodeRoles.OfRegion(region), password], cancellation);
        }
    }

    /// <summary>Makes a database that the owner role owns and only the given roles may enter besides.</summary>
    public static async Task CreateDatabaseAsync(
        PostgresNode node, string database, IEnumerable<string> roles, CancellationToken cancellation)
    {
        await using var admin = await OpenAsync(node, cancellation);
        await using var write = new NpgsqlCommand(CreateDatabaseSql, admin);
        write.Parameters.AddWithValue(database);
        if (await write.ExecuteScalarAsync(cancellation) is string statement)
        {
            await using var create = new NpgsqlCommand(statement, admin);
            await create.ExecuteNonQueryAsync(cancellation);
        }

        foreach (var role in roles)
        {
            await RunAsync(admin, GrantDatabaseSql, [database, role], cancellation);
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(PostgresNode node, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(node.AdminConnectionString("postgres"));
        await connection.OpenAsync(cancellation);
        return connection;
    }

    // A role's password cannot be a parameter of its statement, so the files read their parameters as settings.
    private static async Task RunAsync(
        NpgsqlConnection admin, string sql, string[] parameters, CancellationToken cancellation)
    {
        await using var set = new NpgsqlCommand(EmbeddedSql.Read("Nodes/SetParameters.sql"), admin);
        set.Parameters.AddWithValue(parameters);
        await set.ExecuteNonQueryAsync(cancellation);
        await using var run = new NpgsqlCommand(sql, admin);
        await run.ExecuteNonQueryAsync(cancellation);
    }
}
