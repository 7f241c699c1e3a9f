using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Documents.Due;
using Domicile.Ledger.CrossShard;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Queue;
using Domicile.Ledger.Tests.CrossShard;
using Domicile.Ledger.Tests.Transfers;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Local.Objects;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Topology.Institutions;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Audit;

/// <summary>A region of two shards that keeps documents in a folder, with its passes stepped by hand.</summary>
internal sealed class DocumentRegion : IAsyncDisposable
{
    public static readonly PersonalDetails Details = new("Řehoř Žižka", "rehor@example.org", new DateOnly(1990, 2, 28));

    private readonly LegWork legs;

    private DocumentRegion(TestBooks books, string folder, IObjectStore objects, TimeProvider time)
    {
        (Books, Folder, Objects) = (books, folder, objects);
        Ledger = RegionLedger.Open(new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey)
        {
            Application = "documents",
            Objects = objects,
            Documents = new DocumentRules(10, [ProfileDetail.Name, ProfileDetail.BirthDate]),
            Time = time,
        });
        legs = Ledger.CreateLegWork(
            new Dictionary<string, IMessageQueue>(StringComparer.Ordinal),
            new LegLimits { ResendAfter = TimeSpan.Zero, ResendPauseMax = TimeSpan.Zero });
    }

    public TestBooks Books { get; }

    public string Folder { get; }

    public IObjectStore Objects { get; }

    public RegionLedger Ledger { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DocumentRegion> CreateAsync()
    {
        var folder = TestNode.NewFolder("objects");
        return new DocumentRegion(
            await TestBooks.CreateAsync("eu", "0..30000", "30000..60000"),
            folder,
            new FolderObjectStore(folder, TimeProvider.System),
            TimeProvider.System);
    }

    /// <summary>The same region as another process would have it, with another store or at another time.</summary>
    public DocumentRegion Reopen(IObjectStore? objects = null, TimeProvider? time = null) => new(
        Books,
        Folder,
        objects ?? new FolderObjectStore(Folder, time ?? TimeProvider.System),
        time ?? TimeProvider.System);

    /// <summary>A new user on that shard, with details and money of the world outside.</summary>
    public async Task<UserId> UserAsync(string shard = "s1")
    {
        while (true)
        {
            var made = await Ledger.Users.CreateAsync(Details, Guid.NewGuid().ToString(), Token);
            Assert.Null(made.Refusal);
            var user = made.Value!.Id;
            if (Ledger.Router.TryRoute(user.Number, out var route) && route.Shard.Name == shard)
            {
                await SendAsync(Party.External, user, "100.00");
                return user;
            }
        }
    }

    public async Task<Transfer> SendAsync(Party from, Party to, string amount, string? reference = null)
    {
        var sent = await Ledger.Transfers.PostAsync(
            DeskRegion.Order(from, to, amount) with { Reference = reference }, Token);
        Assert.Null(sent.Refusal);
        return sent.Value!;
    }

    /// <summary>Brings transfers between the shards to their end.</summary>
    public async Task SettleAsync()
    {
        foreach (var shard in Ledger.Router.Shards)
        {
            await LegRegion.DrainAsync(legs.Resend(shard));
        }
    }

    /// <summary>Notes what is due and draws it, on every shard, to the ends of the outboxes.</summary>
    public async Task DrawAsync()
    {
        foreach (var shard in Ledger.Router.Shards)
        {
            await NoteAsync(shard);
            await LegRegion.DrainAsync(Ledger.Documents.Pass(shard)!);
        }
    }

    public static async Task NoteAsync(Shard shard)
    {
        // Another test's transaction on the same server may hold an outbox back for a while.
        var rounds = 0;
        while (true)
        {
            var result = await new DuePass(shard).RunAsync(Token);
            if (result is { MoreWaiting: false, IsHeldBack: false })
            {
                return;
            }

            Assert.True(++rounds < 10_000, "The outbox was held back.");
        }
    }

    public async Task<byte[]> PdfAsync(UserId user, Guid transferId)
    {
        var found = await Ledger.Documents.FindAsync(user, transferId, Token);
        Assert.Null(found.Refusal);
        return found.Value!.Pdf;
    }

    public async Task<RefusalCode?> RefusalAsync(UserId user, Guid transferId) =>
        (await Ledger.Documents.FindAsync(user, transferId, Token)).Refusal?.Code;

    public async Task<List<ObjectKey>> ObjectsAsync()
    {
        var keys = new List<ObjectKey>();
        await foreach (var key in Objects.ListAsync("", Token))
        {
            keys.Add(key);
        }

        return keys;
    }

    public Task<T> AskAsync<T>(string sql, string shard = "s1") => TestSql.ScalarAsync<T>(Books.OwnerOf(shard), sql);

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();
}
