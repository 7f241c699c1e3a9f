using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Testing;

/// <summary>
/// One real PostgreSQL server for a whole test run, made at the first question and killed when the process ends. Each
/// test class takes databases of its own.
/// </summary>
public static class TestNode
{
    private const string Password = "test";
    private static readonly string[] RegionNames = ["eu", "us"];
    private static readonly Lazy<Task<PostgresNode>> Node = new(StartAsync);
    private static int databaseCount;

    /// <summary>
    /// Makes an empty database, as the world makes its own, and returns its address as the given role.
    /// </summary>
    /// <param name="role">One of <see cref="NodeRoles"/>; the administrator unless said otherwise.</param>
    public static async Task<NodeAddress> CreateDatabaseAsync(string role = NodeRoles.Admin)
    {
        var node = await Node.Value;
        var name = $"test_{Interlocked.Increment(ref databaseCount)}";
        await NodeBootstrap.CreateDatabaseAsync(
            node, name, [NodeRoles.Server, .. RegionNames.Select(NodeRoles.OfRegion)], CancellationToken.None);
        return new NodeAddress("127.0.0.1", node.Port, name, role, Password);
    }

    /// <summary>Makes an empty database, as the world makes its own, and returns its address as each role.</summary>
    public static async Task<TestDatabase> CreateWorldDatabaseAsync()
    {
        var admin = await CreateDatabaseAsync();
        return new TestDatabase(
            admin,
            admin with { User = NodeRoles.Owner },
            admin with { User = NodeRoles.Server },
            RegionNames.ToDictionary(region => region, region => admin with { User = NodeRoles.OfRegion(region) }));
    }

    /// <summary>A port of 127.0.0.1 that nothing listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<PostgresNode> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("domicile-test-");
        // Every test class that runs at the moment has pools of its own.
        var node = new PostgresNode("test", Path.Combine(folder.FullName, "node"), FreePort(), Password)
        {
            ConnectionsMax = 400,
        };
        await node.InitAsync(CancellationToken.None);
        await node.StartAsync(CancellationToken.None);
        EndWithThisProcess(node.ProcessId!.Value, folder.FullName);
        await ForgetDurabilityAsync(node);
        var regions = RegionNames.ToDictionary(region => region, _ => Password);
        await NodeBootstrap.CreateRolesAsync(
            node, new NodePasswords(Password, Password, Password, Password, regions), CancellationToken.None);
        return node;
    }

    // The machine's power is not cut here, and databases are made twice as fast.
    private static async Task ForgetDurabilityAsync(PostgresNode node)
    {
        await using var source = NpgsqlDataSource.Create(node.AdminConnectionString("postgres"));
        foreach (var statement in new[] { "alter system set fsync = off", "select pg_reload_conf()" })
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    // A shell that outlives this process, because a run that is killed must not leave a server behind either.
    private static void EndWithThisProcess(int postmaster, string folder)
    {
        const string Script =
            "exec </dev/null >/dev/null 2>&1; while kill -0 $0; do sleep 0.2; done; "
            + "kill -QUIT $1; while kill -0 $1; do sleep 0.1; done; rm -rf \"$2\"";
        using var shell = Process.Start(
            "/bin/sh", ["-c", Script, $"{Environment.ProcessId}", $"{postmaster}", folder]);
    }
}
