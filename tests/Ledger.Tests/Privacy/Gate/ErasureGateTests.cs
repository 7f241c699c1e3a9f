using Domicile.Ledger.Privacy.Gate;
using Domicile.Local.Nodes;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Topology;
using Domicile.Testing;
using Npgsql;

namespace Domicile.Ledger.Tests.Privacy.Gate;

/// <summary>A region of its own for each test: every one of them puts something back from its past.</summary>
public sealed class ErasureGateTests
{
    private static readonly GateLimits Brief = new() { WaitMax = TimeSpan.Zero };

    [Fact]
    public async Task A_database_put_back_by_hand_is_not_served_before_it_has_applied_what_was_erased_since()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        await using var gate = new ErasureGate(books.Server.Register, "test", TimeProvider.System, Brief);
        await using var router = await OpenAsync(books, gate);
        var shard = router.Shards.Single();
        await AskAsync(shard.Primary);
        var backup = await BackUpAsync(books.OwnerOf("s1"));
        await EraseAsync(books, 1);
        await ApplyAsync(books, 1);
        await gate.LookAsync(shard, CancellationToken.None);

        await PutBackAsync(books.OwnerOf("s1"), backup);

        // What was open is broken.
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(shard.Primary));
        var refused = await Assert.ThrowsAsync<NodeBehindException>(() => AskAsync(shard.Primary));
        Assert.Contains("eu/s1 has applied 0 of 1 erasures", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, gate.Problem("eu/s1"));

        // The work that brings it up to date gets in, and after it everybody does.
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AskAsync(shard.PrimaryUnchecked));
        await AskAsync(shard.PrimaryUnchecked);
        await ApplyAsync(books, 1);
        await AskAsync(shard.Primary);
        Assert.Null(gate.Problem("eu/s1"));
    }

    [Fact]
    public async Task Tables_put_back_under_open_connections_are_found_by_the_next_look()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        await using var gate = new ErasureGate(books.Server.Register, "test", TimeProvider.System, Brief);
        await using var router = await OpenAsync(books, gate);
        var shard = router.Shards.Single();
        await EraseAsync(books, 1);
        await ApplyAsync(books, 1);
        await AskAsync(shard.Primary);

        // As pg_restore --clean does.
        await ApplyAsync(books, 0);
        await gate.LookAsync(shard, CancellationToken.None);

        Assert.NotNull(gate.Problem("eu/s1"));
        await Assert.ThrowsAsync<NodeBehindException>(() => AskAsync(shard.Primary));

        await TestSql.RunAsync(books.OwnerOf("s1"), "alter table ledger.applied_erasure rename to away");
        await gate.LookAsync(shard, CancellationToken.None);
        Assert.Contains("is being restored", gate.Problem("eu/s1"), StringComparison.Ordinal);
        await Assert.ThrowsAsync<NodeBehindException>(() => AskAsync(shard.Primary));
    }

    [Fact]
    public async Task A_new_connection_waits_for_an_erasure_that_is_being_applied()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        var patient = Brief with { WaitMax = TimeSpan.FromMinutes(1), Grace = TimeSpan.FromMinutes(1) };
        await using var gate = new ErasureGate(books.Server.Register, "test", TimeProvider.System, patient);
        await using var router = await OpenAsync(books, gate);
        await EraseAsync(books, 1);

        var asked = AskAsync(router.Shards.Single().Primary);
        await Sessions.WaitForAsync(books.OwnerOf("s1"));
        Assert.False(asked.IsCompleted);
        await gate.LookAsync(router.Shards.Single(), CancellationToken.None);
        Assert.Null(gate.Problem("eu/s1"));
        await ApplyAsync(books, 1);

        await asked;
    }

    [Fact]
    public async Task An_erasure_that_is_not_applied_for_seconds_closes_what_is_open_too()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        var time = new TestTime();
        await using var gate = new ErasureGate(books.Server.Register, "test", time, Brief);
        await using var router = await OpenAsync(books, gate);
        var shard = router.Shards.Single();
        await AskAsync(shard.Primary);
        time.Pass(TimeSpan.FromSeconds(1));
        await EraseAsync(books, 1);
        await gate.LookAsync(shard, CancellationToken.None);
        await AskAsync(shard.Primary);

        time.Pass(TimeSpan.FromSeconds(5));
        await gate.LookAsync(shard, CancellationToken.None);

        await Assert.ThrowsAsync<NodeBehindException>(() => AskAsync(shard.Primary));
    }

    [Fact]
    public async Task A_register_put_back_from_its_past_is_told_from_a_shard_that_is_behind()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        await using var gate = new ErasureGate(books.Server.Register, "test", TimeProvider.System, Brief);
        await using var router = await OpenAsync(books, gate);
        await ApplyAsync(books, 1);

        var refused = await Assert.ThrowsAsync<NodeBehindException>(() => AskAsync(router.Shards.Single().Primary));

        Assert.Contains("the register was restored from its past", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_database_that_is_behind_is_not_served_either()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        await using var gate = new ErasureGate(books.Server.Register, "test", TimeProvider.System, Brief);
        await using var keys = gate.OpenKeys("eu/keys", books.Keys, "test", 2);
        await using var keysUnchecked = books.Keys.Open("test", 2);
        await AskAsync(keys);
        await EraseAsync(books, 1);
        await TestSql.RunAsync(books.KeysOwner, "update keys.applied_erasure set erasure_number = 1");
        await gate.LookAtKeysAsync("eu/keys", keys, keysUnchecked, CancellationToken.None);

        await TestSql.RunAsync(books.KeysOwner, "update keys.applied_erasure set erasure_number = 0");
        await gate.LookAtKeysAsync("eu/keys", keys, keysUnchecked, CancellationToken.None);

        await Assert.ThrowsAsync<NodeBehindException>(() => AskAsync(keys));
        Assert.Contains("eu/keys has applied 0 of 1", gate.Problem("eu/keys"), StringComparison.Ordinal);
        await AskAsync(keysUnchecked);
    }

    [Fact]
    public async Task A_register_that_does_not_answer_is_believed_for_seconds_and_not_for_longer()
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000");
        var time = new TestTime();
        await using var gate = new ErasureGate(books.Server.Register, "test", time, Brief);
        await using var router = await OpenAsync(books, gate);
        var shard = router.Shards.Single();
        await AskAsync(shard.Primary);
        await TestSql.RunAsync(books.Owner.Register, "alter table ledger.erasure rename to away");

        time.Pass(TimeSpan.FromSeconds(4));
        shard.Primary.Clear();
        await AskAsync(shard.Primary);
        time.Pass(TimeSpan.FromSeconds(4));
        shard.Primary.Clear();
        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => AskAsync(shard.Primary));

        Assert.Equal("The erasure register does not answer.", refused.Message);
    }

    private static async Task<ShardRouter> OpenAsync(TestBooks books, ErasureGate gate)
    {
        var router = ShardRouter.Open(books.Server, "test", 2, gate);
        await router.ReloadAsync(CancellationToken.None);
        return router;
    }

    private static async Task AskAsync(NodePool pool)
    {
        await using var command = pool.CreateCommand("select 1");
        await command.ExecuteScalarAsync();
    }

    private static Task EraseAsync(TestBooks books, long number) => TestSql.RunAsync(
        books.Owner.Register, $"insert into ledger.erasure (erasure_number, user_number) values ({number}, {number})");

    private static Task ApplyAsync(TestBooks books, long number) => TestSql.RunAsync(
        books.OwnerOf("s1"), $"update ledger.applied_erasure set erasure_number = {number}");

    private static async Task<string> BackUpAsync(NodeAddress database)
    {
        var backup = database.Database + "_backup";
        await Sessions.EndAsync(database);
        await AdminAsync(database, $"create database {backup} owner {NodeRoles.Owner} template {database.Database}");
        return backup;
    }

    private static async Task PutBackAsync(NodeAddress database, string backup)
    {
        await AdminAsync(database, $"drop database {database.Database} with (force)");
        await AdminAsync(database, $"alter database {backup} rename to {database.Database}");
    }

    private static Task AdminAsync(NodeAddress database, string sql) => TestSql.RunAsync(
        database with { Database = "postgres", User = NodeRoles.Admin }, sql);
}
