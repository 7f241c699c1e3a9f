using Domicile.Ledger.Accounts;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Audit.Packages;
using Domicile.Ledger.Audit.Packages.Proofs;
using Domicile.Ledger.CrossShard;
using Domicile.Ledger.CrossShard.Sides;
using Domicile.Ledger.History;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Outbox;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Access;
using Domicile.Ledger.Privacy.Erasure;
using Domicile.Ledger.Privacy.Export;
using Domicile.Ledger.Privacy.Gate;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Documents;
using Domicile.Ledger.Privacy.Keys.Rotation;
using Domicile.Ledger.Privacy.Requests;
using Domicile.Ledger.Privacy.Restriction;
using Domicile.Ledger.Queue;
using Domicile.Ledger.Retention;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Ledger.Users.Changes;
using Domicile.Ledger.Users.Email;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;
using Npgsql;

namespace Domicile.Ledger;

/// <summary>
/// The books of one region as one process sees them: every feature, wired by hand. Opening asks no node, so a process
/// starts while its nodes are down; each feature then answers that they are. Lives as long as the process.
/// </summary>
public sealed class RegionLedger : IAsyncDisposable
{
    private readonly NodePool keyDatabase;
    private readonly NodePool keysForWork;
    private readonly NodePool keysUnchecked;
    private readonly DocumentWiring documents;

    private RegionLedger(LedgerOptions options)
    {
        Time = options.Time;
        Signals = options.Signals;
        Objects = options.Objects;
        Erasures = new ErasureGate(options.Nodes.Register, options.Application, options.Time);
        var pools = new PoolSizes(options.ConnectionsPerShardMax);
        Router = ShardRouter.Open(options.Nodes, options.Application, options.ConnectionsPerShardMax, Erasures);
        KeysName = $"{options.Nodes.Region}/keys";
        keyDatabase = Erasures.OpenKeys(KeysName, options.Keys, options.Application, pools.Keys);
        keysForWork = Erasures.OpenKeys(KeysName, options.Keys.ForWork, options.Application, PoolSizes.KeysWork);
        keysUnchecked = options.Keys.Open(options.Application, PoolSizes.Repairs);
        Keys = new UserKeys(keyDatabase, options.WrappingKeys, options.Time) { ErasingDatabase = keysUnchecked };
        DocumentKeys = new DocumentKeys(keyDatabase, options.WrappingKeys, options.Time) { WorkDatabase = keysForWork };
        Erased = new ErasureWatch(Router.Register, Keys);
        Gate = new StandbyGate(Router.Register, options.Time);
        References = new ReferenceVault(Keys);
        Replicas = new ReplicaWatch(options.Time);
        var shards = new UserShards(Router, options.Time, new ReplicaReader(Replicas, options.Time));
        Assets = new AssetRegistry(Router.Register, options.Time);
        Users = new UserBooks(Router, Keys, new KeyedHash(options.HashKey), options.Time);
        Rectification = new Rectification(Router, Keys, new KeyedHash(options.HashKey), options.Time);
        Emails = new EmailLookup(Router, Users, new KeyedHash(options.HashKey));
        Accounts = new AccountBook(Router, Assets, options.Time);
        Transfers = new TransferDesk(Router, Assets, References, options);
        History = new TransferHistory(shards, Assets, References);
        Ends = new TransferEnds(History, Watch, options.Time);
        Statistics = new BookStatistics(shards, Assets, options.Time);
        Rotation = options.RotationDays is { } days
            ? new KeyRotationPass(options.Keys.ForWork, options.WrappingKeys, options.Nodes.Region, days)
            {
                Time = options.Time,
            }
            : null;
        Retention = new RetentionWork(Router.RegisterForWork, keysForWork, options);
        Requests = new PrivacyRequests(Router, Keys, options.Time);
        Accesses = new AccessLog(keyDatabase);
        documents = new DocumentWiring(options, Assets, keysUnchecked);
        Documents = documents.Open(Router, Gate, shards, (Keys, DocumentKeys));
        ErasureWork = new ErasureWork(this, options, keysUnchecked);
        Exports = new UserExport(shards, (Router.Register, keyDatabase), (Keys, Assets), options);
        Restrictions = new Restrictions(Router, Users, Requests, options.Time);
        Proofs = new DocumentProofs(Router.Register, shards, Documents.Vault);
        Audit = options is { Audit: { } audit, Objects: { } objects }
            ? new AuditWork(this, audit, new PackageWork(audit.AuditKey, objects, Documents.Vault.FindAsync))
            : null;
    }

    public ShardRouter Router { get; }

    /// <summary>The region's objects, such as audit documents; null where none are kept.</summary>
    public IObjectStore? Objects { get; }

    /// <summary>Keeps nodes that are behind the erasure register from being served.</summary>
    public ErasureGate Erasures { get; }

    /// <summary>The key database in messages, such as <c>eu/keys</c>.</summary>
    public string KeysName { get; }

    /// <summary>What leaves a shard passes it first.</summary>
    public StandbyGate Gate { get; }

    /// <summary>Which replicas are read from; its host has to look a few times a second.</summary>
    public ReplicaWatch Replicas { get; }

    /// <summary>Tells of every commit of transfers in this process.</summary>
    public ShardSignals Signals { get; }

    /// <summary>The keys of the users.</summary>
    public UserKeys Keys { get; }

    /// <summary>Which users were erased; its host has to look every second.</summary>
    public ErasureWatch Erased { get; }

    /// <summary>The keys of documents that are kept by law.</summary>
    public DocumentKeys DocumentKeys { get; }

    public AssetRegistry Assets { get; }

    public UserBooks Users { get; }

    /// <summary>Corrects users' details.</summary>
    public Rectification Rectification { get; }

    /// <summary>Finds users by their e-mail addresses.</summary>
    public EmailLookup Emails { get; }

    public AccountBook Accounts { get; }

    public TransferDesk Transfers { get; }

    public TransferHistory History { get; }

    public BookStatistics Statistics { get; }

    /// <summary>Who used which right over whose personal data.</summary>
    public PrivacyRequests Requests { get; }

    /// <summary>Everything held of a user, for the user.</summary>
    public UserExport Exports { get; }

    /// <summary>Books to and from which nothing may move.</summary>
    public Restrictions Restrictions { get; }

    /// <summary>Who read whose personal data.</summary>
    public AccessLog Accesses { get; }

    /// <summary>Where users are erased.</summary>
    public ErasureWork ErasureWork { get; }

    /// <summary>Destroys what has had its time.</summary>
    public RetentionWork Retention { get; }

    /// <summary>Rotates the wrapping key; null where somebody else does it.</summary>
    public KeyRotationPass? Rotation { get; }

    /// <summary>The documents of transfers, for auditors.</summary>
    public DocumentDesk Documents { get; }

    /// <summary>Brings documents to institutions; null where there are none.</summary>
    public AuditWork? Audit { get; }

    /// <summary>Proves that a document is in a package.</summary>
    public DocumentProofs Proofs { get; }

    /// <summary>Waits for transfers between shards.</summary>
    public TransferEnds Ends { get; }

    public TimeProvider Time { get; }

    internal ReferenceVault References { get; }

    internal TransferWatch Watch { get; } = new();

    /// <summary>What brings transfers between shards to their end.</summary>
    /// <param name="queues">Those of all regions by their names, this one's among them; none in a world of one.</param>
    /// <param name="limits">When to send again.</param>
    public LegWork CreateLegWork(IReadOnlyDictionary<string, IMessageQueue> queues, LegLimits limits) =>
        new(this, queues, limits);

    /// <summary>Looks whether the key database has gone back; its host has to call it every second or so.</summary>
    /// <exception cref="NpgsqlException">It or the register did not answer.</exception>
    public Task LookAtKeysAsync(CancellationToken cancellation) =>
        Erasures.LookAtKeysAsync(KeysName, keyDatabase, keysUnchecked, cancellation);

    public static RegionLedger Open(LedgerOptions options) => new(options);

    /// <summary>
    /// Goes over to the logins of this moment. A process that makes no new connection for weeks would else learn from a
    /// node's refusal that its login has been rotated twice.
    /// </summary>
    /// <param name="cancellation">Stops asking for them.</param>
    public async Task FollowLoginsAsync(CancellationToken cancellation)
    {
        await keyDatabase.FollowLoginAsync(cancellation);
        await keysForWork.FollowLoginAsync(cancellation);
        await keysUnchecked.FollowLoginAsync(cancellation);
        await Erasures.FollowLoginAsync(cancellation);
        await Router.FollowLoginsAsync(cancellation);
    }

    /// <summary>
    /// Closes connections that nobody uses at this moment: in a process that stood still for long the nodes have given
    /// them up, and whoever used one would be told that the node does not answer.
    /// </summary>
    public void CloseIdle()
    {
        keyDatabase.Clear();
        keysForWork.Clear();
        keysUnchecked.Clear();
        Router.CloseIdle();
        Erasures.CloseIdle();
    }

    public async ValueTask DisposeAsync()
    {
        documents.Dispose();
        Audit?.Dispose();
        Keys.Dispose();
        DocumentKeys.Dispose();
        await (Rotation?.DisposeAsync() ?? ValueTask.CompletedTask);
        await keyDatabase.DisposeAsync();
        await keysForWork.DisposeAsync();
        await keysUnchecked.DisposeAsync();
        await Router.DisposeAsync();
        await Erasures.DisposeAsync();
    }
}
