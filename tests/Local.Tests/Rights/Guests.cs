using Domicile.Ledger;
using Domicile.Local.Nodes;
using Domicile.Local.Queue;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Local.Tests.Rights;

/// <summary>One database of each kind, as each role of a server enters it.</summary>
public sealed class Guests : IAsyncLifetime
{
    private readonly List<(string Name, NodeAddress Address, string[] Schemas)> all = [];

    public TestBooks Books { get; private set; } = null!;

    /// <summary>A shard as a server enters it for its callers.</summary>
    public NodeAddress Shard => Books.Server.Shards[0].Primary;

    /// <summary>Whose the role is, where it enters, and which schemas it needs there.</summary>
    public IReadOnlyList<(string Name, NodeAddress Address, string[] Schemas)> All => all;

    public async ValueTask InitializeAsync()
    {
        Books = await TestBooks.CreateAsync("eu", "0..30000");
        var central = await MigratedAsync(LedgerSchema.Central);
        var queue = await MigratedAsync(QueueSchema.Queue);
        all.AddRange(
        [
            ("shard", Shard, ["ledger", "personal", "sharding"]),
            ("shard's passes", Shard.ForWork, ["ledger", "personal", "sharding"]),
            ("register", Books.Server.Register, ["ledger", "sharding"]),
            ("register's passes", Books.Server.Register.ForWork, ["ledger", "sharding"]),
            ("keys", Books.Keys, ["access", "keys", "sharding"]),
            ("keys' passes", Books.Keys.ForWork, ["access", "keys", "sharding"]),
            ("central", central.Regions["eu"], ["central", "sharding"]),
            ("central's own work", central.Server, ["central", "sharding"]),
            ("queue", queue.Regions["eu"], ["queue", "sharding"]),
            ("queue's own work", queue.Server, ["queue", "sharding"]),
        ]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<TestDatabase> MigratedAsync(MigrationSet set)
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        var target = new MigrationTarget(
            set.Name, database.Owner, [set], [NodeRoles.Server, .. database.Regions.Values.Select(role => role.User)]);
        Assert.Null((await new FleetMigrator("tests").RunAsync([target], CancellationToken.None)).Single().Failure);
        return database;
    }
}
