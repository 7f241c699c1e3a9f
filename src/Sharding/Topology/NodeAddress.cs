using System.Globalization;
using System.Text.Json.Serialization;
using Domicile.Sharding.Nodes;
using Npgsql;

namespace Domicile.Sharding.Topology;

/// <summary>Where one PostgreSQL database is and as whom to enter it. Holds a password: never log it whole.</summary>
public sealed record NodeAddress(string Host, int Port, string Database, string User, string Password)
{
    /// <summary>Host and port, by which a register names a node; no password.</summary>
    [JsonIgnore]
    public string Place => $"{Host}:{Port}";

    /// <summary>As whom background work enters the same database; null for the same role.</summary>
    public NodeLogin? Work { get; init; }

    /// <summary>
    /// Tells the login of this moment, for a node whose passwords change while the process lives; null for the one that
    /// stands here.
    /// </summary>
    [JsonIgnore]
    public INodeLogins? Logins { get; init; }

    /// <summary>
    /// A file of PEM certificates that the node's own has to lead to, under its host's name; null for a connection that
    /// does not leave this machine.
    /// </summary>
    public string? Roots { get; init; }

    /// <summary>The same database for background work.</summary>
    [JsonIgnore]
    public NodeAddress ForWork =>
        Work is { } login
            ? this with { User = login.User, Password = login.Password, Logins = login.Logins, Work = null }
            : this;

    /// <summary>The same database at another place; null when the text is no HOST:PORT.</summary>
    public NodeAddress? At(string place) =>
        place.Split(':') is [{ Length: > 0 } host, var text]
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
        && port is > 0 and <= ushort.MaxValue
            ? this with { Host = host, Port = port }
            : null;

    /// <summary>Takes the five parts out of a connection string in Npgsql's form; a port left out is 5432.</summary>
    /// <exception cref="ArgumentException">It is not of that form.</exception>
    /// <exception cref="FormatException">A part is missing.</exception>
    public static NodeAddress Parse(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return new NodeAddress(
            Part("Host", settings.Host),
            settings.Port,
            Part("Database", settings.Database),
            Part("Username", settings.Username),
            Part("Password", settings.Password));

        static string Part(string name, string? value) =>
            value ?? throw new FormatException($"The connection string has no {name}.");
    }

    /// <summary>Opens a pool of at most <paramref name="poolSizeMax"/> connections to this database.</summary>
    /// <param name="application">Shown in <c>pg_stat_activity</c>, so that operators know who holds it.</param>
    /// <param name="poolSizeMax">1 or more.</param>
    public NodePool Open(string application, int poolSizeMax) =>
        NodePool.Open(Settings(application, poolSizeMax), Logins);

    /// <summary>
    /// Opens a pool for short writes: the server ends a statement, and a transaction left idle, after 2 s, so that
    /// whoever closes a key range never waits longer for the writers in it.
    /// </summary>
    /// <inheritdoc cref="Open"/>
    public NodePool OpenForWrites(string application, int poolSizeMax) =>
        NodePool.Open(WriteSettings(application, poolSizeMax), Logins);

    /// <summary>
    /// Opens a pool for reads that another node can serve as well: what does not answer within a second is given up,
    /// without a word to a node that may be frozen.
    /// </summary>
    /// <inheritdoc cref="Open"/>
    internal NodePool OpenForReplicaReads(string application, int poolSizeMax)
    {
        var settings = Settings(application, poolSizeMax);
        settings.Timeout = 1;
        settings.CommandTimeout = 1;
        settings.CancellationTimeout = -1;
        return NodePool.Open(settings, Logins);
    }

    /// <summary>For the few who need a connection of their own; holds the password.</summary>
    /// <param name="application">As in <see cref="Open"/>.</param>
    /// <param name="pooled">False when the session must end with its connection.</param>
    public string ConnectionString(string application, bool pooled)
    {
        var settings = Settings(application, poolSizeMax: 100);
        settings.Pooling = pooled;
        return settings.ConnectionString;
    }

    /// <summary>
    /// For an operator's work, such as a migration or a verification, which would rather wait for a busy node to let
    /// it in, up to 15 s, than fail: one connection, not pooled. Holds the password.
    /// </summary>
    /// <param name="application">As in <see cref="Open"/>.</param>
    public string PatientConnectionString(string application)
    {
        var settings = Settings(application, poolSizeMax: 1);
        settings.Pooling = false;
        settings.Timeout = 15;
        return settings.ConnectionString;
    }

    internal NpgsqlConnectionStringBuilder WriteSettings(string application, int poolSizeMax)
    {
        var settings = Settings(application, poolSizeMax);
        settings.Options = "-c statement_timeout=2s -c idle_in_transaction_session_timeout=2s";

        // A commit that waits for a replica must not be told to stop waiting: it would be answered as if one had it.
        settings.CancellationTimeout = -1;
        return settings;
    }

    private NpgsqlConnectionStringBuilder Settings(string application, int poolSizeMax) => new()
    {
        Host = Host,
        Port = Port,
        Database = Database,
        Username = User,
        Password = Password,
        SslMode = Roots is null ? SslMode.Prefer : SslMode.VerifyFull,
        RootCertificate = Roots,
        ApplicationName = application,
        MaxPoolSize = poolSizeMax,
        Timeout = 3,
        CommandTimeout = 10,
        KeepAlive = 10,

        // A machine that is gone without a word ends a long command too, such as a migration's.
        TcpKeepAlive = true,
        TcpKeepAliveTime = 10_000,
        TcpKeepAliveInterval = 2_000,
        MaxAutoPrepare = 40,
        AutoPrepareMinUsages = 2,
        IncludeErrorDetail = false,
    };

    public override string ToString() => $"{User}@{Host}:{Port}/{Database}";
}
