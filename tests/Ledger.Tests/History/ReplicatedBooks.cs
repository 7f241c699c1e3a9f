using Domicile.Ledger.Tests.Transfers;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Topology;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.History;

/// <summary>
/// A region of one shard on a node of its own, with a replica; its ledger, which reads from the replica.
/// </summary>
internal sealed class ReplicatedBooks : IAsyncDisposable
{
    private ReplicatedBooks(RegionLedger ledger, TestBooks books, TestDatabase replica)
    {
        Ledger = ledger;
        Books = books;
        Replica = replica;
    }

    public RegionLedger Ledger { get; }

    public TestBooks Books { get; }

    /// <summary>The shard's database on the replica.</summary>
    public TestDatabase Replica { get; }

    public static async Task<ReplicatedBooks> CreateAsync()
    {
        var primary = await RunNode.StartAsync("books", 60);
        var shard = await primary.CreateDatabaseAsync("shard");
        var books = TestBooks.Of(
            "eu",
            await TestNode.CreateWorldDatabaseAsync(),
            await TestNode.CreateWorldDatabaseAsync(),
            [shard]);
        await books.SetUpAsync("0..30000");
        var replica = (await primary.FollowAsync("books' replica")).Database("shard");
        books = books with
        {
            Server = books.Server with { Shards = [new ShardNodes("s1", shard.Server, [replica.Server])] },
        };
        return new ReplicatedBooks(DeskRegion.Open(books), books, replica);
    }

    /// <summary>Looks until the replica can be read from.</summary>
    public async Task WatchAsync()
    {
        await Ledger.Router.ReloadAsync(DeskRegion.Token);
        var shard = Ledger.Router.Shards.Single();
        do
        {
            await Ledger.Replicas.LookAsync(shard, DeskRegion.Token);
        }
        while (Ledger.Replicas.UsableCount(shard) == 0);
    }

    /// <summary>Returns when the replica shows everything.</summary>
    public async Task CatchUpAsync()
    {
        var end = await TestSql.ScalarAsync<string>(
            Books.OwnerOf("s1"), "select pg_current_wal_insert_lsn()::text");
        while (!await TestSql.ScalarAsync<bool>(Replica.Admin, $"select pg_last_wal_replay_lsn() >= '{end}'"))
        {
            DeskRegion.Token.ThrowIfCancellationRequested();
        }
    }

    public ReadTrail Trail(Position? seen = null) => new(seen ?? Position.Start("eu"));

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
