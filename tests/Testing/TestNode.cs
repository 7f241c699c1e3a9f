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
    private static readonly Lazy<Task<PostgresNode>> Node = new(StartAsync);
    private static int databaseCount;

    /// <summary>The roles that a world's nodes have; see <c>src/Local/Nodes/Roles.sql</c>.</summary>
    public const string ServerRole = "domicile_server";

    /// <summary>Makes an empty database and returns its address as the given role.</summary>
    public static async Task<NodeAddress> CreateDatabaseAsync(string role = PostgresNode.AdminUser)
    {
        var node = await Node.Value;
        var name = $"test_{Interlocked.Increment(ref databaseCount)}";
        await using var connection = new NpgsqlConnection(node.AdminConnectionString("postgres"));
        await connection.OpenAsync();
        await using var create = new NpgsqlCommand($"create database {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NodeAddress("127.0.0.1", node.Port, name, role, Password);
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
        var node = new PostgresNode("test", Path.Combine(folder.FullName, "node"), FreePort(), Password);
        await node.InitAsync(CancellationToken.None);
        await node.StartAsync(CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            node.KillAsync(CancellationToken.None).GetAwaiter().GetResult();
            folder.Delete(recursive: true);
        };
        return node;
    }
}
