using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Aws.Secrets.Rotation;

/// <summary>
/// Gives a node's users their passwords, as its administrator. Every step can be repeated, and the first one sets up an
/// empty node: its roles, their limits, and who may enter its database. For the length of one call.
/// </summary>
internal static class NodeLogins
{
    private static readonly string RolesSql = SqlFile.Read(typeof(NodeLogins), "SetRoles.sql");
    private static readonly string LoginSql = SqlFile.Read(typeof(NodeLogins), "SetLogin.sql");
    private static readonly string ParametersSql = SqlFile.Read(typeof(NodeLogins), "SetParameters.sql");

    /// <summary>Whether the node lets it in.</summary>
    /// <exception cref="NpgsqlException">The node does not answer, or refuses for another reason.</exception>
    public static async Task<bool> EntersAsync(NodeAddress login, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(login, cancellation);
            return true;
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    /// <summary>Makes the node's roles, and one user of a role with its limits and this password.</summary>
    /// <param name="admin">Who sets up the node.</param>
    /// <param name="role">Such as <c>domicile_server</c>.</param>
    /// <param name="login">The user and the password that it gets.</param>
    /// <param name="cancellation">Whatever it did not do is done by a repetition.</param>
    public static async Task SetAsync(
        NodeAddress admin, string role, NodeLogin login, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(admin, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (role != login.User || role != admin.User)
        {
            await RunAsync(connection, RolesSql, cancellation);
        }

        await using (var set = new NpgsqlCommand(ParametersSql, connection))
        {
            // A password cannot be a parameter of its statement; as bind parameters they are in no log.
            set.Parameters.AddWithValue(new[] { role, login.User, login.Password });
            await set.ExecuteNonQueryAsync(cancellation);
        }

        await RunAsync(connection, LoginSql, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<NpgsqlConnection> OpenAsync(NodeAddress login, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(login.ConnectionString("domicile-rotation", pooled: false));
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var run = new NpgsqlCommand(sql, connection);
        await run.ExecuteNonQueryAsync(cancellation);
    }
}
