using System.Diagnostics;
using Domicile.Local.Nodes;
using Npgsql;

namespace Domicile.Testing;

/// <summary>Starts real PostgreSQL servers that end with this test process, however it ends.</summary>
public static class RunNode
{
    /// <summary>The password of every role of such a server.</summary>
    public const string Password = "test";

    /// <summary>The regions that have a role of their own.</summary>
    public static IReadOnlyList<string> Regions { get; } = ["eu", "us"];

    /// <summary>The roles that every database lets in besides its owner.</summary>
    public static IReadOnlyList<string> Roles { get; } =
        [NodeRoles.Server, .. Regions.Select(NodeRoles.OfRegion)];

    /// <summary>Starts a primary with a world's roles and no database yet.</summary>
    /// <param name="name">Shown in its log only.</param>
    /// <param name="connectionsMax">Every test class that runs at the moment has pools of its own.</param>
    public static async Task<PostgresNode> StartAsync(string name, int connectionsMax)
    {
        var node = new PostgresNode(name, NewFolder(), TestNode.FreePort(), Password) { ConnectionsMax = connectionsMax };
        await node.InitAsync(CancellationToken.None);
        await StartAsync(node);
        await using var source = NpgsqlDataSource.Create(node.AdminConnectionString("postgres"));

        // The machine's power is not cut here, and databases are made twice as fast.
        foreach (var statement in new[] { "alter system set fsync = off", "select pg_reload_conf()" })
        {
            await using var command = source.CreateCommand(statement);
            await command.ExecuteNonQueryAsync();
        }

        var regions = Regions.ToDictionary(region => region, _ => Password);
        await NodeBootstrap.CreateRolesAsync(
            node, new NodePasswords(Password, Password, Password, Password, regions), CancellationToken.None);
        return node;
    }

    /// <summary>Starts a replica of a running primary.</summary>
    public static async Task<PostgresNode> FollowAsync(PostgresNode primary, string name)
    {
        const string Slot = "r1";
        await NodeBootstrap.EnsureSlotAsync(primary, Slot, CancellationToken.None);
        var node = new PostgresNode(name, NewFolder(), TestNode.FreePort(), Password)
        {
            ConnectionsMax = primary.ConnectionsMax,
            Source = new ReplicaSource(primary.Port, Slot, Password),
        };
        await node.CloneAsync(CancellationToken.None);
        await StartAsync(node);
        return node;
    }

    private static string NewFolder() =>
        Path.Combine(Directory.CreateTempSubdirectory("domicile-test-").FullName, "node");

    private static async Task StartAsync(PostgresNode node)
    {
        await node.StartAsync(CancellationToken.None);

        // A shell that outlives this process, because a run that is killed must not leave a server behind either.
        const string Script =
            "exec </dev/null >/dev/null 2>&1; while kill -0 $0; do sleep 0.2; done; "
            + "kill -QUIT $1; while kill -0 $1; do sleep 0.1; done; rm -rf \"$2\"";
        using var shell = Process.Start(
            "/bin/sh",
            ["-c", Script, $"{Environment.ProcessId}", $"{node.ProcessId}", Path.GetDirectoryName(node.Folder)!]);
    }
}
