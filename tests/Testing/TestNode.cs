using System.Net;
using System.Net.Sockets;
using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;

namespace Domicile.Testing;

/// <summary>
/// One real PostgreSQL server for a whole test run, made at the first question and gone with the process. Each test
/// class takes databases of its own.
/// </summary>
public static class TestNode
{
    private const int ConnectionsMax = 400;
    private static readonly Lazy<Task<PostgresNode>> Node = new(() => RunNode.StartAsync("test", ConnectionsMax));
    private static int databaseCount;

    /// <summary>Makes an empty database, as the world makes its own, and returns its address as the given role.</summary>
    /// <param name="role">One of <see cref="NodeRoles"/>; the administrator unless said otherwise.</param>
    public static async Task<NodeAddress> CreateDatabaseAsync(string role = NodeRoles.Admin)
    {
        var node = await Node.Value;
        var name = $"test_{Interlocked.Increment(ref databaseCount)}";
        await NodeBootstrap.CreateDatabaseAsync(node, name, RunNode.Roles, CancellationToken.None);
        return new NodeAddress("127.0.0.1", node.Port, name, role, RunNode.Password);
    }

    /// <summary>Makes an empty database, as the world makes its own, and returns its address as each role.</summary>
    public static async Task<TestDatabase> CreateWorldDatabaseAsync()
    {
        var admin = await CreateDatabaseAsync();
        return new TestDatabase(
            admin,
            admin with { User = NodeRoles.Owner },
            admin with { User = NodeRoles.Server },
            RunNode.Regions.ToDictionary(region => region, region => admin with { User = NodeRoles.OfRegion(region) }));
    }

    /// <summary>A port of 127.0.0.1 that nothing listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
