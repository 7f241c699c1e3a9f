using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Domicile.Ledger;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Transfers;
using Domicile.Local.Keys;
using Domicile.Local.Nodes;
using Domicile.Local.Objects;
using Domicile.Local.Queue;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Setup;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Topology;
using Domicile.Sharding.Topology.Institutions;

namespace Domicile.Bench.Ledger;

/// <summary>
/// A region of one shard on a PostgreSQL server of its own, made for one benchmark and deleted after it. It commits as
/// durably as a world's shard does.
/// </summary>
internal sealed class BenchShard : IAsyncDisposable
{
    public const string Region = "eu";
    private const string ShardName = "s1";

    private static readonly string[] Guests = [NodeRoles.Server, NodeRoles.OfRegion(Region)];
    private static readonly string[] Databases = ["shard", "register", "keys", "central", "queue"];

    private readonly DirectoryInfo folder;
    private readonly PostgresNode node;
    private readonly string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly KeyFolder wrappingKeys;
    private readonly byte[] hashKey = RandomNumberGenerator.GetBytes(32);

    private BenchShard(DirectoryInfo folder)
    {
        this.folder = folder;
        wrappingKeys = new KeyFolder(Path.Combine(folder.FullName, "keys"));
        node = new PostgresNode("bench", Path.Combine(folder.FullName, "node"), FreePort(), password);
    }

    /// <summary>The process id of the server.</summary>
    public int Postmaster => node.ProcessId ?? throw new NodeException("The benchmark's node is not running.");

    /// <param name="userCount">Users 0 to userCount - 1 have a book with money in it; 0 to place users as ever.</param>
    public static async Task<BenchShard> CreateAsync(int userCount, CancellationToken cancellation)
    {
        var shard = new BenchShard(Directory.CreateTempSubdirectory("domicile-bench-"));
        try
        {
            await shard.MakeAsync(userCount, cancellation);
            return shard;
        }
        catch
        {
            await shard.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where documents go.</summary>
    public string ObjectFolder => Path.Combine(folder.FullName, "objects");

    public RegionLedger OpenLedger(PostingLimits limits) => RegionLedger.Open(
        new LedgerOptions(Nodes(NodeRoles.Server), Address("keys", NodeRoles.Server), wrappingKeys, hashKey)
        {
            Posting = limits,
            Application = "domicile-bench",
            Objects = new FolderObjectStore(ObjectFolder, TimeProvider.System),
            Documents = new DocumentRules(10, [ProfileDetail.Name, ProfileDetail.BirthDate]),
        });

    /// <summary>A pool for those who do without the ledger.</summary>
    public NodePool OpenPool(int connections) =>
        Address("shard", NodeRoles.Server).OpenForWrites("domicile-bench", connections);

    /// <summary>What the server says of its durability.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadSettingsAsync(CancellationToken cancellation)
    {
        await using var admin = Address("shard", NodeRoles.Admin).Open("domicile-bench", 1);
        await using var command = admin.CreateCommand(SqlFile.Read(typeof(BenchShard), "ReadSettings.sql"));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
        {
            settings[reader.GetString(0)] = reader.GetString(1);
        }

        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await node.KillAsync(CancellationToken.None);
        folder.Delete(recursive: true);
    }

    private async Task MakeAsync(int userCount, CancellationToken cancellation)
    {
        await wrappingKeys.MakeAsync(1, cancellation);
        await node.InitAsync(cancellation);
        await node.StartAsync(cancellation);
        var passwords = new NodePasswords(
            password,
            password,
            password,
            password,
            new Dictionary<string, string>(StringComparer.Ordinal) { [Region] = password })
        { Worker = password };
        await NodeBootstrap.CreateRolesAsync(node, passwords, cancellation);
        foreach (var database in Databases)
        {
            await NodeBootstrap.CreateDatabaseAsync(node, database, Guests, cancellation);
        }

        MigrationTarget[] targets =
        [
            Target("register", ShardingSchema.Register, LedgerSchema.Register),
            Target("keys", LedgerSchema.Keys),
            Target("shard", ShardingSchema.Shard, LedgerSchema.Shard) with { WorkRoles = [NodeRoles.Worker] },
            Target("central", LedgerSchema.Central) with { ServerRoles = Guests },
            Target("queue", QueueSchema.Queue) with { ServerRoles = Guests },
        ];
        foreach (var migration in await new FleetMigrator("domicile-bench").RunAsync(targets, cancellation))
        {
            _ = migration.Failure is { } failure ? throw new NodeException(failure) : migration;
        }

        var setup = await RegionSetup.RunAsync(Topology(), Nodes(NodeRoles.Owner), cancellation);
        _ = setup.IsComplete ? setup : throw new NodeException(string.Join('\n', setup.Problems));
        await SeedAsync(userCount, cancellation);
    }

    private async Task SeedAsync(int userCount, CancellationToken cancellation)
    {
        await using var owner = Address("shard", NodeRoles.Owner).OpenForWrites("domicile-bench", 1);
        await using var books = owner.CreateCommand(SqlFile.Read(typeof(BenchShard), "SeedBooks.sql"));
        books.Parameters.AddWithValue(userCount);
        await books.ExecuteNonQueryAsync(cancellation);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static RegionTopology Topology() => new(
        Region,
        RegionTopology.RangeWidthDefault,
        [new SiteTopology("bench", SiteRole.Writer)],
        [new ShardTopology(ShardName, [new NumberRange(0, RegionTopology.RangeWidthDefault)], 0)]);

    private RegionNodes Nodes(string role) =>
        new(Region, Address("register", role), [new ShardNodes(ShardName, Address("shard", role), [])]);

    /// <summary>One of its databases, as a role.</summary>
    public NodeAddress Address(string database, string role) => new("127.0.0.1", node.Port, database, role, password)
    {
        Work = role == NodeRoles.Server ? new NodeLogin(NodeRoles.Worker, password) : null,
    };

    private MigrationTarget Target(string database, params MigrationSet[] sets) =>
        new(database, Address(database, NodeRoles.Owner), sets, [NodeRoles.Server]);
}
