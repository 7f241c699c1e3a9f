using Domicile.Ledger.Assets;
using Domicile.Ledger.Audit.Documents.Due;
using Domicile.Ledger.Audit.Documents.Retention;
using Domicile.Ledger.Audit.Drawing;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Privacy.Keys;
using Domicile.Ledger.Privacy.Keys.Documents;
using Domicile.Ledger.Users;
using Domicile.Sharding.Nodes;
using Domicile.Sharding.Replicas;
using Domicile.Sharding.Routing;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>
/// Wires the documents of a ledger. What draws for an erasure reads keys of its own pool: others are kept out of nodes
/// that have an erasure before them, and the documents come before the key goes.
/// </summary>
internal sealed class DocumentWiring : IDisposable
{
    private readonly DocumentPens pens = new();
    private readonly UserKeys erasureKeys;
    private readonly DocumentKeys erasureDocumentKeys;
    private readonly LedgerOptions options;
    private readonly AssetRegistry assets;

    /// <param name="keysUnchecked">The key database, whatever it is behind; the caller's.</param>
    public DocumentWiring(LedgerOptions options, AssetRegistry assets, NodePool keysUnchecked)
    {
        (this.options, this.assets) = (options, assets);
        erasureKeys = new UserKeys(keysUnchecked, options.WrappingKeys, options.Time);
        erasureDocumentKeys = new DocumentKeys(keysUnchecked, options.WrappingKeys, options.Time);
    }

    public DocumentDesk Open(
        ShardRouter router, StandbyGate gate, UserShards shards, (UserKeys Users, DocumentKeys Documents) keys) =>
        new(router, shards, options)
        {
            Vault = new DocumentVault(keys.Documents),
            Drawing = Batch(router, gate, keys),
            Retention = options.Objects is { } store
                ? new DocumentRetention(router, store, keys.Documents, options.Time)
                : null,
            ErasureDrawing = Batch(router, gate, (erasureKeys, erasureDocumentKeys)),
        };

    public void Dispose()
    {
        erasureKeys.Dispose();
        erasureDocumentKeys.Dispose();
        pens.Dispose();
    }

    private DueBatch? Batch(ShardRouter router, StandbyGate gate, (UserKeys Users, DocumentKeys Documents) keys) =>
        options.Objects is not { } store
            ? null
            : new DueBatch(router, gate, new DocumentDrawer(router.Region, store, options.Documents)
            {
                Assets = assets,
                Details = new DetailVault(keys.Users),
                References = new ReferenceVault(keys.Users),
                Vault = new DocumentVault(keys.Documents),
                Pens = pens,
            });
}
