using Domicile.Ledger.CrossShard;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Queue;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.CrossShard;

/// <summary>A region of two shards with a user or more on each, whose passes are stepped by hand.</summary>
internal sealed class LegRegion : IAsyncDisposable
{
    private readonly List<UserId> users = [];

    private LegRegion(TestBooks books, RegionLedger ledger, LegWork work) =>
        (Books, Ledger, Work) = (books, ledger, work);

    public TestBooks Books { get; }

    public RegionLedger Ledger { get; }

    public LegWork Work { get; }

    public Shard S1 => Ledger.Router.TryGetShard("s1", out var shard) ? shard : throw new InvalidOperationException();

    public Shard S2 => Ledger.Router.TryGetShard("s2", out var shard) ? shard : throw new InvalidOperationException();

    public static async Task<LegRegion> CreateAsync(
        string region = "eu", IReadOnlyDictionary<string, IMessageQueue>? queues = null, LegLimits? limits = null)
    {
        var books = await TestBooks.CreateAsync(region, "0..30000", "30000..60000");
        return Open(books, queues, limits);
    }

    /// <summary>The same region as another process would have it.</summary>
    public static LegRegion Open(
        TestBooks books, IReadOnlyDictionary<string, IMessageQueue>? queues = null, LegLimits? limits = null)
    {
        var ledger = RegionLedger.Open(
            new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey) { Application = "legs" });
        return new LegRegion(books, ledger, ledger.CreateLegWork(
            queues ?? new Dictionary<string, IMessageQueue>(StringComparer.Ordinal),
            limits ?? new LegLimits
            {
                ResendAfter = TimeSpan.Zero,
                ResendPauseMax = TimeSpan.Zero,
            }));
    }

    /// <summary>A new user on that shard, with money of the world outside.</summary>
    public async Task<UserId> UserAsync(Shard shard, string funds = "100.00")
    {
        while (true)
        {
            var at = users.FindIndex(user =>
                Ledger.Router.TryRoute(user.Number, out var route) && route.Shard.Name == shard.Name);
            if (at >= 0)
            {
                var found = users[at];
                users.RemoveAt(at);
                Assert.Null((await Ledger.Transfers.PostAsync(
                    DeskRegion.Order(Party.External, found, funds), Token)).Refusal);
                return found;
            }

            var made = await Ledger.Users.CreateAsync(PersonalDetails.None, Guid.NewGuid().ToString(), Token);
            users.Add(made.Value!.Id);
        }
    }

    /// <summary>Orders a transfer of EUR; it stands in transit then.</summary>
    public async Task<Transfer> SendAsync(UserId from, UserId to, string amount, string? reference = null)
    {
        var sent = await Ledger.Transfers.PostAsync(
            DeskRegion.Order(from, to, amount) with { Reference = reference }, Token);
        Assert.Null(sent.Refusal);
        Assert.Equal(TransferState.InTransit, sent.Value!.State);
        return sent.Value;
    }

    /// <summary>The transfer as it stands in a user's book now.</summary>
    public async Task<Transfer> FindAsync(UserId user, Guid transferId) =>
        (await Ledger.History.FindAsync(user, transferId, Token)).Value!;

    /// <summary>Runs a pass until it finds nothing to do.</summary>
    public static async Task<int> DrainAsync(IPass pass)
    {
        var count = 0;
        while (true)
        {
            var result = await pass.RunAsync(Token);
            count += result.DoneCount;
            if (!result.MoreWaiting)
            {
                return count;
            }
        }
    }

    /// <summary>Runs the legs pass of a shard until it has found something in the outbox.</summary>
    public async Task FindLegsAsync(Shard shard)
    {
        // Another test's transaction on the same server may hold an outbox back for a while.
        for (var rounds = 0; await DrainAsync(Work.Legs(shard)) == 0; rounds++)
        {
            Assert.True(rounds < 10_000, "The outbox had nothing.");
        }
    }

    /// <summary>Wallet, in-transit, sent and received of a user, in minor units of EUR.</summary>
    public Task<string> AccountAsync(UserId user) => TestSql.ScalarAsync<string>(
        Books.OwnerOf(user.Number < 30_000 ? "s1" : "s2"),
        "select coalesce((select concat_ws(' ', wallet, in_transit, sent, received) from ledger.account "
        + $"where user_number = {user.Number}), 'none')");

    /// <summary>Takes the last transfer out of a book, as if it had never been there.</summary>
    /// <param name="account">What that does to the account.</param>
    /// <param name="postings">How many the book loses.</param>
    public Task LoseAsync(string shard, UserId user, string account, int postings) => TestSql.RunAsync(
        Books.OwnerOf(shard),
        $"delete from ledger.transfer where user_number = {user.Number} and counterparty <> 'external'; "
        + $"delete from ledger.idempotency k where user_number = {user.Number} and not exists (select from "
        + "ledger.transfer t where t.transfer_id = k.transfer_id); "
        + $"delete from ledger.inbox where user_number = {user.Number}; "
        + $"update ledger.account set {account} where user_number = {user.Number}; "
        + $"delete from ledger.posting p using ledger.book b where p.user_number = {user.Number} "
        + $"and b.user_number = p.user_number and p.posting_number > b.last_posting_number - {postings}; "
        + $"update ledger.book set last_posting_number = last_posting_number - {postings} "
        + $"where user_number = {user.Number}");

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
