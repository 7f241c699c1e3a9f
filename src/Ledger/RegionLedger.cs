using Domicile.Ledger.Accounts;
using Domicile.Ledger.Assets;
using Domicile.Ledger.History;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
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
    private readonly NpgsqlDataSource keyDatabase;
    private readonly UserKeys keys;

    private RegionLedger(LedgerOptions options)
    {
        Router = ShardRouter.Open(options.Nodes, options.Application, options.ConnectionsPerShardMax);
        keyDatabase = options.Keys.Open(options.Application, 4);
        keys = new UserKeys(keyDatabase, options.WrappingKey, options.Time);
        Gate = new StandbyGate(Router.Register, options.Time);
        var references = new ReferenceVault(keys);
        Replicas = new ReplicaWatch(options.Time);
        var shards = new UserShards(Router, options.Time, new ReplicaReader(Replicas, options.Time));
        Assets = new AssetRegistry(Router.Register, options.Time);
        Users = new UserBooks(Router, keys, new KeyedHash(options.HashKey), options.Time);
        Accounts = new AccountBook(Router, Assets, options.Time);
        Transfers = new TransferDesk(Router, Assets, references, options);
        History = new TransferHistory(shards, Assets, references);
        Statistics = new BookStatistics(shards, Assets, options.Time);
    }

    public ShardRouter Router { get; }

    /// <summary>What leaves a shard passes it first.</summary>
    public StandbyGate Gate { get; }

    /// <summary>Which replicas are read from; its host has to look a few times a second.</summary>
    public ReplicaWatch Replicas { get; }

    public AssetRegistry Assets { get; }

    public UserBooks Users { get; }

    public AccountBook Accounts { get; }

    public TransferDesk Transfers { get; }

    public TransferHistory History { get; }

    public BookStatistics Statistics { get; }

    public static RegionLedger Open(LedgerOptions options) => new(options);

    public async ValueTask DisposeAsync()
    {
        keys.Dispose();
        await keyDatabase.DisposeAsync();
        await Router.DisposeAsync();
    }
}
