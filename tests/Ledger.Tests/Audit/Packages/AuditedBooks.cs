using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Institutions;
using Domicile.Ledger.Audit.Packages;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Signing;
using Domicile.Ledger.Tests.Privacy;
using Domicile.Local.Objects;
using Domicile.Sharding.Users;
using Domicile.Testing;

namespace Domicile.Ledger.Tests.Audit.Packages;

/// <summary>Books of two shards with planted documents, and an institution that answers as told.</summary>
internal sealed class AuditedBooks : IAsyncDisposable
{
    private static readonly byte[] PeriodKey = SHA256.HashData("key of a month"u8);

    private readonly ECDsa auditKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TestBooks books;
    private readonly RegionLedger ledger;
    private int documentCount;

    private AuditedBooks(TestBooks books, TestTime time)
    {
        (this.books, Time) = (books, time);
        ledger = RegionLedger.Open(
            new LedgerOptions(books.Server, books.Keys, books.WrappingKeys, books.HashKey) { Time = time });
        Objects = new FolderObjectStore(TestNode.NewFolder("objects"), time);
        Work = NewWork();
    }

    public TestTime Time { get; }

    public StagedInstitution Staged { get; } = new("eu", "tax");

    public FolderObjectStore Objects { get; }

    public ECDsa AuditKey => auditKey;

    public AuditWork Work { get; private set; }

    public RegionLedger Ledger => ledger;

    public static async Task<AuditedBooks> CreateAsync()
    {
        var audited = new AuditedBooks(
            await TestBooks.CreateAsync("eu", "0..30000", "30000..60000"), new TestTime());
        await audited.ledger.Router.ReloadAsync(TestContext.Current.CancellationToken);
        return audited;
    }

    /// <summary>What another process that took the work over would have.</summary>
    public AuditWork NewWork() => Work = new AuditWork(
        ledger,
        new AuditOptions(new HeldSigningKey(auditKey), [Staged.Institution with { EveryDocuments = 3, Tries = 3 }])
        {
            AnswerLimit = TimeSpan.FromSeconds(2),
        },
        new PackageWork(new HeldSigningKey(auditKey), Objects, (id, _, _) =>
            ValueTask.FromResult<DocumentSecrets?>(new DocumentSecrets(PeriodKey, id))));

    public async Task<IReadOnlyList<DocumentId>> PlantAsync(string shard, params long[] users)
    {
        var ids = new List<DocumentId>();
        foreach (var user in users)
        {
            var id = new DocumentId(new UserId("eu", user), Guid.CreateVersion7());
            var bytes = Encoding.UTF8.GetBytes($"document {++documentCount}");
            var key = new ObjectKey($"documents/{id}");
            await Objects.PutOnceAsync(key, bytes, Time.GetUtcNow().AddYears(10), CancellationToken.None);
            await TestSql.RunAsync(books.OwnerOf(shard), string.Create(
                CultureInfo.InvariantCulture,
                $"""
                insert into ledger.document (user_number, transfer_id, posting_number, object_key, ciphertext_hash,
                    ciphertext_size, key_id, retain_until, drawn_at, epoch)
                select {user}, '{id.TransferId}', 1, '{key}', '\x{Convert.ToHexString(SHA256.HashData(bytes))}',
                    {bytes.Length}, 'documents-2036-12', '2036-12-31', '{Time.GetUtcNow():O}', epoch
                from sharding.shard
                """));
            ids.Add(id);
        }

        // Other tests write on the same node; what was planted counts when theirs of before have ended.
        while (await TestSql.ScalarAsync<bool>(
            books.OwnerOf(shard),
            "select exists (select from ledger.document where xid >= pg_snapshot_xmin(pg_current_snapshot()))"))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return ids;
    }

    /// <summary>Steps a pass until it has nothing more to do.</summary>
    public async Task PackAsync()
    {
        var pass = Work.Packages(Work.Institutions[0]);
        while ((await pass.RunAsync(TestContext.Current.CancellationToken)).MoreWaiting)
        {
            // The next step.
        }
    }

    public async Task DeliverAsync()
    {
        var pass = Work.Delivery(Work.Institutions[0]);
        while ((await pass.RunAsync(TestContext.Current.CancellationToken)).MoreWaiting)
        {
            // The next package.
        }
    }

    public async Task<byte[]> FileAsync(long number) => await Objects.GetAsync(
        new ObjectKey(string.Create(CultureInfo.InvariantCulture, $"packages/tax/{number:D8}.zip")),
        TestContext.Current.CancellationToken) ?? throw new InvalidOperationException($"No package {number}.");

    /// <summary>A row's column of the register as text.</summary>
    public Task<string> ReadAsync(string sql) => TestSql.ScalarAsync<string>(books.Owner.Register, sql);

    public Task SetAsync(string sql) => TestSql.RunAsync(books.Owner.Register, sql);

    /// <summary>As if the register had never heard how far the shards were looked through.</summary>
    public Task ForgetCursorsAsync() => SetAsync("delete from ledger.audit_cursor");

    public async ValueTask DisposeAsync()
    {
        Work.Dispose();
        await Staged.DisposeAsync();
        await ledger.DisposeAsync();
        auditKey.Dispose();
    }

}
