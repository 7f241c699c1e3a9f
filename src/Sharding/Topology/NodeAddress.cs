using Npgsql;

namespace Domicile.Sharding.Topology;

/// <summary>Where one PostgreSQL database is and as whom to enter it. Holds a password: never log it whole.</summary>
public sealed record NodeAddress(string Host, int Port, string Database, string User, string Password)
{
    /// <summary>Opens a pool of at most <paramref name="poolSizeMax"/> connections to this database.</summary>
    /// <param name="application">Shown in <c>pg_stat_activity</c>, so that an operator knows who holds a connection.</param>
    /// <param name="poolSizeMax">1 or more.</param>
    public NpgsqlDataSource Open(string application, int poolSizeMax) => NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Database = Database,
            Username = User,
            Password = Password,
            ApplicationName = application,
            MaxPoolSize = poolSizeMax,
            Timeout = 3,
            CommandTimeout = 10,
            KeepAlive = 10,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = false,
        });

    public override string ToString() => $"{User}@{Host}:{Port}/{Database}";
}
