using System.Security.Cryptography;
using Domicile.Ledger;
using Domicile.Local.Keys;
using Domicile.Local.Nodes;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Npgsql;

namespace Domicile.Bench.Transfers;

/// <summary>
/// A region of two shards, each on a PostgreSQL server of its own, made for one benchmark and deleted after it. The
/// first server has the register, the keys and the coordinator's log as well. Both commit as durably as a world's do.
/// </summary>
internal sealed class BenchRegion : IAsyncDisposable
{
    public const string Region = "eu";
    public const int UsersPerShard = 10_000;
    public const long SecondFirst = RegionTopology.RangeWidthDefault;

    private static readonly string[] First = ["shard", "register", "keys", "coordinator"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("domicile-bench-");
    private readonly string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly KeyFolder wrappingKeys;
    private readonly byte[] hashKey = RandomNumberGenerator.GetBytes(32);
    private readonly PostgresNode[] nodes;

    private BenchRegion()
    {
        wrappingKeys = new KeyFolder(Path.Combine(folder.FullName, "keys"));
        nodes = [.. FreePorts(2).Select((port, i) => new PostgresNode(
            $"bench-s{i + 1}", Path.Combine(folder.FullName, $"s{i + 1}"), port, password))];
    }

    public static async Task<BenchRegion> CreateAsync(CancellationToken cancellation)
    {
        var region = new BenchRegion();
        try
        {
            await Task.WhenAll(region.nodes.Select((node, i) => region.MakeAsync(node, i == 0 ? First : ["shard"])));
            await region.SetUpAsync(cancellation);
            return region;
        }
        catch
        {
            await region.DisposeAsync();
            throw;
        }
    }

    public RegionLedger OpenLedger() => RegionLedger.Open(
        new LedgerOptions(Nodes(NodeRoles.Server), Address(0, "keys", NodeRoles.Server), wrappingKeys, hashKey)
        {
            Application = "domicile-bench",
        });

    /// <summary>
    /// A pool for those who do without the ledger. Of the workers' role: one transaction of theirs debits and receives.
    /// </summary>
    public NodePool OpenShard(int index, int connections) =>
        Address(index, "shard", NodeRoles.Worker).OpenForWrites("domicile-bench", connections);

    public NodePool OpenCoordinator(int connections) =>
        Address(0, "coordinator", NodeRoles.Owner).OpenForWrites("domicile-bench", connections);

    /// <summary>Kills the second shard's server and starts it again.</summary>
    public async Task KillSecondAsync(CancellationToken cancellation)
    {
        await nodes[1].KillAsync(cancellation);
        await nodes[1].StartAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.KillAsync(CancellationToken.None)));
        folder.Delete(recursive: true);
    }

    private async Task MakeAsync(PostgresNode node, string[] databases)
    {
        await node.InitAsync(CancellationToken.None);
        await node.StartAsync(CancellationToken.None);
        await using (var admin = NpgsqlDataSource.Create(node.AdminConnectionString("postgres")))
        {
            await using var allow = admin.CreateCommand(SqlFile.Read<BenchRegion>("AllowPrepared.sql"));
            await allow.ExecuteNonQueryAsync();
        }

        await node.StopAsync(CancellationToken.None);
        await node.StartAsync(CancellationToken.None);
        var passwords = new NodePasswords(
            password, password, password, password, new Dictionary<string, string>(StringComparer.Ordinal))
        { Worker = password };
        await NodeBootstrap.CreateRolesAsync(node, passwords, CancellationToken.None);
        foreach (var database in databases)
        {
            await NodeBootstrap.CreateDatabaseAsync(node, database, [NodeRoles.Server], CancellationToken.None);
        }
    }

    private async Task SetUpAsync(CancellationToken cancellation)
    {
        await wrappingKeys.MakeAsync(1, cancellation);
        var decisions = MigrationSet.FromAssembly(
            "bench.coordinator", typeof(BenchRegion).Assembly, string.Concat("Transfers/", "Migrations"));
        MigrationTarget[] targets =
        [
            Target(0, "register", ShardingSchema.Register, LedgerSchema.Register),
            Target(0, "keys", LedgerSchema.Keys),
            Target(0, "shard", ShardingSchema.Shard, LedgerSchema.Shard),
            Target(1, "shard", ShardingSchema.Shard, LedgerSchema.Shard),
            Target(0, "coordinator", decisions),
        ];
        foreach (var migration in await new FleetMigrator("domicile-bench").RunAsync(targets, cancellation))
        {
            _ = migration.Failure is { } failure ? throw new NodeException(failure) : migration;
        }

        var setup = await RegionSetup.RunAsync(Topology(), Nodes(NodeRoles.Owner), cancellation);
        _ = setup.IsComplete ? setup : throw new NodeException(string.Join('\n', setup.Problems));
        foreach (var index in new[] { 0, 1 })
        {
            await using var owner = Address(index, "shard", NodeRoles.Owner).OpenForWrites("domicile-bench", 1);
            await using var books = owner.CreateCommand(SqlFile.Read<BenchRegion>("SeedShard.sql"));
            books.Parameters.AddWithValue(index * SecondFirst);
            books.Parameters.AddWithValue((long)UsersPerShard);
            await books.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static RegionTopology Topology() => new(
        Region,
        RegionTopology.RangeWidthDefault,
        [new SiteTopology("bench", SiteRole.Writer)],
        [
            new ShardTopology("s1", [new NumberRange(0, SecondFirst)], 0),
            new ShardTopology("s2", [new NumberRange(SecondFirst, 2 * SecondFirst)], 0),
        ]);

    private RegionNodes Nodes(string role) => new(
        Region,
        Address(0, "register", role),
        [
            new ShardNodes("s1", Address(0, "shard", role), []),
            new ShardNodes("s2", Address(1, "shard", role), []),
        ]);

    private NodeAddress Address(int index, string database, string role) =>
        new("127.0.0.1", nodes[index].Port, database, role, password)
        {
            Work = role == NodeRoles.Server ? new NodeLogin(NodeRoles.Worker, password) : null,
        };

    private MigrationTarget Target(int index, string database, params MigrationSet[] sets) => new(
        $"{database} {index}", Address(index, database, NodeRoles.Owner), sets, [NodeRoles.Server])
        { WorkRoles = [NodeRoles.Worker] };

    private static int[] FreePorts(int count)
    {
        var listeners = new List<System.Net.Sockets.TcpListener>();
        for (var i = 0; i < count; i++)
        {
            listeners.Add(new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0));
            listeners[i].Start();
        }

        var ports = listeners.Select(listener => ((System.Net.IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
