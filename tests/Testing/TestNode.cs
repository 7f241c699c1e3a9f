using System.Net;
using System.Net.Sockets;
using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;

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

    /// <summary>Makes an empty database, as the world makes its own, and returns its address as the given role.</summary>
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
        var node = new PostgresNode("test", Path.Combine(folder.FullName, "node"), FreePort(), Password);
        await node.InitAsync(CancellationToken.None);
        await node.StartAsync(CancellationToken.None);
        var regions = RegionNames.ToDictionary(region => region, _ => Password);
        await NodeBootstrap.CreateRolesAsync(
            node, new NodePasswords(Password, Password, Password, Password, regions), CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            node.KillAsync(CancellationToken.None).GetAwaiter().GetResult();
            folder.Delete(recursive: true);
        };
        return node;
    }
}
