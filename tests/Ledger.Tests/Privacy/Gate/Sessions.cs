using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Gate;

/// <summary>The connections that the pools of a test have to one database.</summary>
internal static class Sessions
{
    private const string Application = "application_name = 'test'";

    /// <summary>Returns when there is one; a limit of 20 s keeps a broken test from hanging.</summary>
    public static async Task WaitForAsync(NodeAddress database)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await CountAsync(database) == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Ends all of them, as whoever restores a database does.</summary>
    public static async Task EndAsync(NodeAddress database)
    {
        await TestSql.RunAsync(
            Admin(database),
            "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity "
            + $"where datname = '{database.Database}'");
        Assert.Equal(0, await CountAsync(database));
    }

    private static Task<long> CountAsync(NodeAddress database) => TestSql.ScalarAsync<long>(
        Admin(database),
        $"select count(*) from pg_stat_activity where datname = '{database.Database}' and {Application}");

    private static NodeAddress Admin(NodeAddress database) =>
        database with { Database = "postgres", User = NodeRoles.Admin };
}
