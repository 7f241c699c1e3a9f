using System.Security.Cryptography;
using Domicile.Ledger.CrossShard;
using Domicile.Ledger.Privacy.Erasure.Certificates;
using Domicile.Ledger.Privacy.Erasure.Orders;
using Domicile.Ledger.Privacy.Erasure.Steps;
using Domicile.Ledger.Queue;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Signing;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Topology.Privacy;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Privacy.Erasure;

/// <summary>A region of two shards, whose users have details, transfers and references, and can be erased.</summary>
internal sealed class ErasureRegion : IAsyncDisposable
{
    private readonly LegWork legs;

    private ErasureRegion(TestBooks books, RegionLedger ledger)
    {
        (Books, Ledger) = (books, ledger);
        legs = ledger.CreateLegWork(
            new Dictionary<string, IMessageQueue>(StringComparer.Ordinal),
            new LegLimits { ResendAfter = TimeSpan.Zero, ResendPauseMax = TimeSpan.Zero });
    }

    public static ECDsa SigningKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestBooks Books { get; }

    public RegionLedger Ledger { get; }

    public ErasureDesk Desk => Ledger.ErasureWork.Desk;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ErasureRegion> CreateAsync(TimeProvider? time = null)
    {
        var books = await TestBooks.CreateAsync("eu", "0..30000", "30000..60000");
        return Open(books, time);
    }

    /// <summary>The same region as another process would have it.</summary>
    /// <param name="books">The region's nodes and keys.</param>
    /// <param name="time">Null for the real one.</param>
    /// <param name="wrapping">Null for the books' own.</param>
    /// <param name="signIns">Null where users sign in elsewhere.</param>
    public static ErasureRegion Open(
        TestBooks books, TimeProvider? time = null, IWrappingKeys? wrapping = null, ISignIns? signIns = null) => new(
        books,
        RegionLedger.Open(new LedgerOptions(books.Server, books.Keys, wrapping ?? books.WrappingKeys, books.HashKey)
        {
            Application = "erasure-test",
            Time = time ?? TimeProvider.System,
            Retention = new RetentionTopology { Requests = 5 },
            SignIns = signIns,
            Certificates = new CertificateTerms(new HeldSigningKey(SigningKey), new RegionPeriods()),
        }));

    public async Task<UserId> UserAsync(string? name = null, string? key = null)
    {
        var email = name is null ? null : $"{name}@example.org";
        var details = new PersonalDetails(name, email, new DateOnly(1970, 12, 13));
        var made = await Ledger.Users.CreateAsync(details, key ?? Guid.NewGuid().ToString(), Token);
        Assert.Null(made.Refusal);
        return made.Value!.Id;
    }

    /// <summary>A user of the first shard and one of the second.</summary>
    public async Task<(UserId First, UserId Second)> UsersOfBothShardsAsync(string? name = null)
    {
        List<UserId> users = [];
        while (users.All(user => user.Number >= 30_000) || users.All(user => user.Number < 30_000))
        {
            users.Add(await UserAsync(name));
        }

        return (users.First(user => user.Number < 30_000), users.First(user => user.Number >= 30_000));
    }

    public async Task<Outcome<Transfer>> PayAsync(Party from, Party to, string amount, string? reference = null) =>
        await Ledger.Transfers.PostAsync(DeskRegion.Order(from, to, amount) with { Reference = reference }, Token);

    public async Task<string> CodeAsync(UserId user)
    {
        var code = await Desk.MakeCodeAsync(user, "anna", Token);
        Assert.Null(code.Refusal);
        return code.Value!.Code;
    }

    public async Task<OrderedErasure> OrderAsync(UserId user, string balance = BalanceChoice.PayOut)
    {
        var ordered = await Desk.OrderAsync(
            new ErasureRequest(user, user.ToString(), "user", balance) { Code = await CodeAsync(user) }, Token);
        Assert.Null(ordered.Refusal);
        return ordered.Value!;
    }

    public async Task<ErasureOrder> OrderOfAsync(UserId user) => (await Desk.FindAsync(user, Token)).Value!;

    public Task RunPassAsync() => Ledger.ErasureWork.CreatePass().RunAsync(Token).AsTask();

    /// <summary>Carries what is under way between the two shards as far as it comes.</summary>
    public async Task CarryAsync()
    {
        foreach (var shard in Ledger.Router.Shards)
        {
            await LegRegion.DrainAsync(legs.Resend(shard));
        }
    }

    public async Task<string> BalanceAsync(UserId user)
    {
        var accounts = await Ledger.Accounts.ListAsync(user, Token);
        return accounts.Value!.SingleOrDefault(account => account.Name == "wallet-EUR")?.Balance.ToString() ?? "none";
    }

    /// <summary>Asks the user's shard something, as its owner.</summary>
    public Task<T> AskAsync<T>(UserId user, string sql) =>
        TestSql.ScalarAsync<T>(Books.OwnerOf(user.Number < 30_000 ? "s1" : "s2"), sql);

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
