using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Nodes;

/// <summary>
/// The connections of a <see cref="NodePool"/> as one user; the password may change. Lives until its pool ends, since a
/// command that was made of it may be carried out at any time.
/// </summary>
internal sealed class LoginSource : IAsyncDisposable
{
    private NodeLogin login;
    private int unansweredCount;

    private LoginSource(NodeLogin login) => this.login = login;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public NodeLogin Login => Volatile.Read(ref login);

    /// <summary>
    /// True when the login was given to a connection and none was made since: it was refused, or is being looked at at
    /// this moment. Nobody tells which; asking for a newer login is right for both.
    /// </summary>
    public bool WasRefused => Volatile.Read(ref unansweredCount) > 0;

    /// <param name="settings">A connection string; its login does not count.</param>
    /// <param name="login">The one to begin with.</param>
    /// <param name="pool">Is asked for the password of each new connection; null for the same one always.</param>
    /// <param name="check">Asked about each new connection; null for nobody.</param>
    public static LoginSource Open(
        string settings, NodeLogin login, NodePool? pool, Func<NpgsqlConnection, Task>? check)
    {
        var source = new LoginSource(login);
        var builder = new NpgsqlDataSourceBuilder(settings);
        builder.ConnectionStringBuilder.Username = login.User;
        builder.ConnectionStringBuilder.Password = login.Password;
        if (pool is not null)
        {
            builder.ConnectionStringBuilder.Password = null;
            builder.UsePasswordProvider(
                _ => throw new NotSupportedException("Connections with changing logins are opened asynchronously."),
                (_, cancellation) => pool.PasswordAsync(source, cancellation));
        }

        if (pool is not null || check is not null)
        {
            builder.UsePhysicalConnectionInitializer(
                _ => throw new NotSupportedException("Connections that are checked are opened asynchronously."),
                async connection =>
                {
                    Volatile.Write(ref source.unansweredCount, 0);
                    await (check?.Invoke(connection) ?? Task.CompletedTask);
                });
        }

        source.Database = builder.Build();
        return source;
    }

    /// <summary>A connection is being made with this login.</summary>
    public void Hand(NodeLogin given)
    {
        Volatile.Write(ref login, given);
        Interlocked.Increment(ref unansweredCount);
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
