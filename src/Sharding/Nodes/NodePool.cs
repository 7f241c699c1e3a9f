using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Sharding.Nodes;

/// <summary>
/// A pool of connections to one database that goes on when the login changes: new connections are made as whoever the
/// node's logins name, and those that are open are used up. A login that the node refuses is asked for anew at once.
/// Lives as long as whoever opened it; safe for many callers.
/// </summary>
public sealed class NodePool : IAsyncDisposable
{
    private readonly Func<NodeLogin, LoginSource> open;
    private readonly INodeLogins? logins;
    private readonly Lock gate = new();
    private readonly List<LoginSource> retired = [];
    private LoginSource current;

    private NodePool(NodeLogin login, INodeLogins? logins, Func<NodePool, NodeLogin, LoginSource> open)
    {
        this.logins = logins;
        this.open = next => open(this, next);
        current = this.open(login);
    }

    /// <summary>Opens a pool; connects to nothing yet.</summary>
    /// <param name="settings">With the login to begin with.</param>
    /// <param name="logins">Tells the login of each moment; null for one that stays.</param>
    /// <param name="check">Asked about each new connection before anybody gets it; null for nobody.</param>
    public static NodePool Open(
        NpgsqlConnectionStringBuilder settings, INodeLogins? logins = null, Func<NpgsqlConnection, Task>? check = null)
    {
        var text = settings.ConnectionString;
        return new NodePool(
            new NodeLogin(settings.Username!, settings.Password!),
            logins,
            (pool, login) => LoginSource.Open(text, login, logins is null ? null : pool, check));
    }

    /// <summary>A command that takes a connection when it is executed, and gives it back.</summary>
    public NpgsqlCommand CreateCommand(string? sql = null) => Volatile.Read(ref current).Database.CreateCommand(sql);

    /// <summary>Several commands in one round trip, as one transaction.</summary>
    public NpgsqlBatch CreateBatch() => Volatile.Read(ref current).Database.CreateBatch();

    /// <summary>A connection, which goes back into the pool when it is disposed.</summary>
    /// <exception cref="NpgsqlException">The node does not answer, or refuses.</exception>
    public ValueTask<NpgsqlConnection> OpenConnectionAsync(CancellationToken cancellation = default) =>
        logins is null ? current.Database.OpenConnectionAsync(cancellation) : OpenByLoginAsync(cancellation);

    /// <summary>
    /// Goes over to the login of this moment if it is another one, so that no new connection has to find out that the
    /// one before is not good any more.
    /// </summary>
    public async ValueTask FollowLoginAsync(CancellationToken cancellation)
    {
        if (logins is not null)
        {
            Use(await logins.ReadAsync(cancellation));
        }
    }

    /// <summary>Closes what is open, as soon as nobody uses it; the next caller gets a new connection.</summary>
    public void Clear() => Volatile.Read(ref current).Database.Clear();

    public async ValueTask DisposeAsync()
    {
        await current.DisposeAsync();
        foreach (var source in retired)
        {
            await source.DisposeAsync();
        }
    }

    /// <summary>The login for a new connection of one source, which can be entered as one user only.</summary>
    internal async ValueTask<string> PasswordAsync(LoginSource source, CancellationToken cancellation)
    {
        var login = source.WasRefused
            ? await logins!.RenewAsync(source.Login, cancellation)
            : await logins!.ReadAsync(cancellation);
        if (login.User == source.Login.User)
        {
            source.Hand(login);
            return login.Password;
        }

        // Whoever comes next is the new user. This one's password stays good for a while.
        Use(login);
        return source.Login.Password;
    }

    private async ValueTask<NpgsqlConnection> OpenByLoginAsync(CancellationToken cancellation)
    {
        var source = Volatile.Read(ref current);
        try
        {
            return await source.Database.OpenConnectionAsync(cancellation);
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            // Nothing was done: another login may be right.
            var login = await logins!.RenewAsync(source.Login, cancellation);
            if (login == source.Login && source == Volatile.Read(ref current))
            {
                throw;
            }

            Use(login);
            return await Volatile.Read(ref current).Database.OpenConnectionAsync(cancellation);
        }
    }

    private void Use(NodeLogin login)
    {
        lock (gate)
        {
            if (current.Login == login)
            {
                return;
            }

            // Commands that were made of the old source are still carried out; its connections end with them.
            var old = current;
            retired.Add(old);
            Volatile.Write(ref current, open(login));
            old.Database.Clear();
        }
    }
}
