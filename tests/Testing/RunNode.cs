using System.Diagnostics;
using Domicile.Local.Nodes;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Testing;

/// <summary>A real PostgreSQL server that ends with this test process, however that ends.</summary>
public sealed class RunNode
{
    private const string Password = "test";
    private static readonly string[] Regions = ["eu", "us"];

    private readonly PostgresNode node;

    private RunNode(PostgresNode node) => this.node = node;

    /// <summary>Starts a primary with a world's roles and no database yet.</summary>
    /// <param name="name">Shown in its log only.</param>
    /// <param name="connectionsMax">Every test class that runs at the moment has pools of its own.</param>
    public static async Task<RunNode> StartAsync(string name, int connectionsMax)
    {
        var primary = new PostgresNode(name, NewFolder(), TestNode.FreePort(), Password)
        {
            ConnectionsMax = connectionsMax,
        };
        await primary.InitAsync(CancellationToken.None);
        var started = await StartAsync(primary);

        // The machine's power is not cut here, and databases are made twice as fast.
        await started.RunAsync("alter system set fsync = off", "select pg_reload_conf()");
        var regions = Regions.ToDictionary(region => region, _ => Password);
        await NodeBootstrap.CreateRolesAsync(
            primary,
            new NodePasswords(Password, Password, Password, Password, regions) { Worker = Password },
            CancellationToken.None);
        return started;
    }

    /// <summary>The server itself, to kill it or to ask for its process.</summary>
    public PostgresNode Node => node;

    /// <summary>Starts a server that was stopped or killed.</summary>
    public Task StartAgainAsync() => StartAsync(node);

    /// <summary>Starts a replica of this primary.</summary>
    /// <param name="slot">What it is called at its primary.</param>
    public async Task<RunNode> FollowAsync(string name, string slot = "r1")
    {
        await NodeBootstrap.EnsureSlotAsync(node, slot, CancellationToken.None);
        var replica = new PostgresNode(name, NewFolder(), TestNode.FreePort(), Password)
        {
            ConnectionsMax = node.ConnectionsMax,
            Source = new ReplicaSource(node.Port, slot, Password),
        };
        await replica.CloneAsync(CancellationToken.None);
        return await StartAsync(replica);
    }

    /// <summary>Makes an empty database, as a world makes its own.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(string name)
    {
        await NodeBootstrap.CreateDatabaseAsync(
            node, name, [NodeRoles.Server, .. Regions.Select(NodeRoles.OfRegion)], CancellationToken.None);
        return Database(name);
    }

    /// <summary>Makes a database with all that another one has, into which nobody may be connected meanwhile.</summary>
    public async Task<TestDatabase> CopyDatabaseAsync(string source, string name)
    {
        await RunAsync($"create database {name} owner {NodeRoles.Owner} template {source}");
        return await CreateDatabaseAsync(name);
    }

    /// <summary>A database of this server as each role enters it, whether it is there or not.</summary>
    public TestDatabase Database(string name)
    {
        var admin = new NodeAddress("127.0.0.1", node.Port, name, NodeRoles.Admin, Password);
        return new TestDatabase(
            admin,
            admin with { User = NodeRoles.Owner },
            admin with { User = NodeRoles.Server, Work = new NodeLogin(NodeRoles.Worker, Password) },
            Regions.ToDictionary(region => region, region => admin with { User = NodeRoles.OfRegion(region) }));
    }

    private async Task RunAsync(params IEnumerable<string> statements)
    {
        await using var source = NpgsqlDataSource.Create(node.AdminConnectionString("postgres"));
        foreach (var statement in statements)
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }
    }

    private static string NewFolder() =>
        Path.Combine(Directory.CreateTempSubdirectory("domicile-test-").FullName, "node");

    private static async Task<RunNode> StartAsync(PostgresNode made)
    {
        await made.StartAsync(CancellationToken.None);

        // A shell that outlives this process, because a run that is killed must not leave a server behind either.
        const string Script =
            "exec </dev/null >/dev/null 2>&1; while kill -0 $0; do sleep 0.2; done; "
            + "kill -QUIT $1; while kill -0 $1; do sleep 0.1; done; rm -rf \"$2\"";
        using var shell = Process.Start(
            "/bin/sh",
            ["-c", Script, $"{Environment.ProcessId}", $"{made.ProcessId}", Path.GetDirectoryName(made.Folder)!]);
        return new RunNode(made);
    }
}
