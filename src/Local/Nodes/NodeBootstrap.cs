using Domicile.Sharding.Sql;
using Npgsql;

namespace Domicile.Local.Nodes;

/// <summary>
/// Makes the roles and databases of a new node as its administrator. Every step can be repeated: a node whose first
/// start was cut short is finished by the next one.
/// </summary>
public static class NodeBootstrap
{
    private static readonly string RolesSql = SqlFile.Read(typeof(NodeBootstrap), "Roles.sql");
    private static readonly string RegionRoleSql = SqlFile.Read(typeof(NodeBootstrap), "RegionRole.sql");
    private static readonly string CreateDatabaseSql = SqlFile.Read(typeof(NodeBootstrap), "CreateDatabase.sql");
    private static readonly string GrantDatabaseSql = SqlFile.Read(typeof(NodeBootstrap), "GrantDatabase.sql");
    private static readonly string SetParametersSql = SqlFile.Read(typeof(NodeBootstrap), "SetParameters.sql");
    private static readonly string PromoteSql = SqlFile.Read(typeof(NodeBootstrap), "Promote.sql");
    private static readonly string EnsureSlotSql = SqlFile.Read(typeof(NodeBootstrap), "EnsureSlot.sql");

    /// <summary>Makes the roles of one node, or gives those it has these passwords and limits.</summary>
    public static async Task CreateRolesAsync(
        PostgresNode node, NodePasswords passwords, CancellationToken cancellation)
    {
        await using var admin = await OpenAsync(node, cancellation);
        await RunAsync(
            admin,
            RolesSql,
            [passwords.Owner, passwords.Server, passwords.Replication, passwords.Worker],
            cancellation);
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

    /// <summary>
    /// Makes the slot of a replica unless it is there; true when a replica that had one lacks changes.
    /// </summary>
    /// <param name="slot">Such as <c>r1</c>.</param>
    public static async Task<bool> EnsureSlotAsync(
        PostgresNode primary, string slot, CancellationToken cancellation)
    {
        await using var admin = await OpenAsync(primary, cancellation);
        await using var ensure = new NpgsqlCommand(EnsureSlotSql, admin);
        ensure.Parameters.AddWithValue(slot);
        return await ensure.ExecuteScalarAsync(cancellation) is true;
    }

    /// <summary>Makes a replica a primary, unless it is one, and returns when it takes writes.</summary>
    /// <exception cref="NodeException">It did not become one in time.</exception>
    public static async Task PromoteAsync(PostgresNode replica, CancellationToken cancellation)
    {
        await using var admin = await OpenAsync(replica, cancellation);
        await using var promote = new NpgsqlCommand(PromoteSql, admin) { CommandTimeout = 70 };
        if (await promote.ExecuteScalarAsync(cancellation) is not true)
        {
            throw new NodeException(
                $"{replica.Name} did not become a primary within a minute. {NodeFiles.LogTail(replica.LogFile)} Run "
                + "the same again to go on.");
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
        await using var set = new NpgsqlCommand(SetParametersSql, admin);
        set.Parameters.AddWithValue(parameters);
        await set.ExecuteNonQueryAsync(cancellation);
        await using var run = new NpgsqlCommand(sql, admin);
        await run.ExecuteNonQueryAsync(cancellation);
    }
}
