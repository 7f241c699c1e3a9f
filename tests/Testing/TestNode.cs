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
    private static readonly Lazy<Task<RunNode>> Node = new(() => RunNode.StartAsync("test", ConnectionsMax));
    private static int databaseCount;

    /// <summary>Makes an empty database, as a world makes its own, and returns its address as the given role.</summary>
    /// <param name="role">One of <see cref="NodeRoles"/>; the administrator unless said otherwise.</param>
    public static async Task<NodeAddress> CreateDatabaseAsync(string role = NodeRoles.Admin) =>
        (await CreateWorldDatabaseAsync()).Admin with { User = role };

    /// <summary>Makes an empty database, as the world makes its own, and returns its address as each role.</summary>
    public static async Task<TestDatabase> CreateWorldDatabaseAsync()
    {
        var node = await Node.Value;
        return await node.CreateDatabaseAsync($"test_{Interlocked.Increment(ref databaseCount)}");
    }

    /// <summary>A folder of one's own that is gone with the process.</summary>
    public static string NewFolder(string name)
    {
        var folder = Directory.CreateTempSubdirectory($"domicile-test-{name}-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    /// <summary>A port of 127.0.0.1 that nothing listens on at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
