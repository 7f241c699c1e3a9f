using System.Security.Cryptography;
using Domicile.Ledger.Transfers;
using Domicile.Sharding.Migrations;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Transfers;

/// <summary>One shard of a database of its own, with an open range 0..30000 and some empty books.</summary>
internal sealed class PostingShard : IAsyncDisposable
{
    public const int RangeId = 1;

    private PostingShard(NodePool server, NodePool worker, NodePool owner) =>
        (Server, Worker, Owner) = (server, worker, owner);

    /// <summary>As the region's server enters it.</summary>
    public NodePool Server { get; }

    /// <summary>As its passes enter it.</summary>
    public NodePool Worker { get; }

    /// <summary>As the owner of the schemas, for planting and looking.</summary>
    public NodePool Owner { get; }

    public static async Task<PostingShard> CreateAsync(int bookCount)
    {
        var database = await TestNode.CreateWorldDatabaseAsync();
        var target = new MigrationTarget(
            "eu/s1", database.Owner, [ShardingSchema.Shard, LedgerSchema.Shard], [database.Server.User])
        { WorkRoles = [database.Worker.User] };
        var result = (await new FleetMigrator("tests").RunAsync([target], CancellationToken.None)).Single();
        Assert.Null(result.Failure);
        var shard = new PostingShard(
            database.Server.Open("test", 8), database.Worker.Open("test", 8), database.Owner.Open("test-owner", 4));
        await shard.RunAsync(
            $"""
            insert into sharding.shard (name, epoch) values ('eu/s1', 1);
            insert into sharding.key_range values ({RangeId}, 0, 30000, 'open');
            insert into ledger.book (user_number, creation_id, opened_at, last_booked_at)
            select n, gen_random_uuid(), now(), now() from generate_series(1, {bookCount}) n
            """);
        return shard;
    }

    public static PendingTransfer Order(long? payer, long? payee, long minorUnits, string? key = null) => new()
    {
        TransferId = Guid.CreateVersion7(),
        KeyHash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key ?? Guid.NewGuid().ToString())),
        RequestHash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{payer}>{payee}:{minorUnits}")),
        From = Side(payer),
        To = Side(payee),
        PayerRange = payer is null ? null : RangeId,
        PayeeRange = payee is null ? null : RangeId,
        Asset = "EUR",
        MinorUnits = minorUnits,
        EffectiveAt = null,
    };

    public static PendingTransfer Elsewhere(long payer, UserId payee, long minorUnits) => new()
    {
        TransferId = Guid.CreateVersion7(),
        KeyHash = SHA256.HashData(Guid.NewGuid().ToByteArray()),
        RequestHash = SHA256.HashData([]),
        From = Side(payer),
        To = payee,
        PayerRange = RangeId,
        PayeeRange = null,
        Asset = "EUR",
        MinorUnits = minorUnits,
        EffectiveAt = null,
    };

    private static Party Side(long? number) => number is { } user ? new UserId("eu", user) : Party.External;

    public Task<PostingResult[]> PostAsync(params PendingTransfer[] group) =>
        PostingCall.RunAsync(Server, group, CancellationToken.None);

    public async Task RunAsync(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var command = Owner.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A wallet's balance in minor units of EUR; 0 when it was never used.</summary>
    public Task<long> BalanceAsync(long user) => AskAsync<long>(
        $"select coalesce(sum(wallet), 0)::bigint from ledger.account where user_number = {user}");

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Worker.DisposeAsync();
        await Owner.DisposeAsync();
    }
}
