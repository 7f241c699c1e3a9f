using System.Security.Cryptography;
using Domicile.Ledger.Audit.Documents.Due;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Passes;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Routing;
using Domicile.Sharding.Sql;
using Domicile.Sharding.Users;
using Npgsql;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>
/// The documents of a region: shows them, and draws what is due of one user before that user is erased. Lives as long
/// as its ledger; safe for many callers at once.
/// </summary>
public sealed class DocumentDesk
{
    private static readonly string FindSql = SqlFile.Read<DocumentDesk>("FindDocument.sql");

    private readonly ShardRouter router;
    private readonly UserShards shards;
    private readonly IObjectStore? store;
    private readonly DocumentRules rules;
    private readonly TimeProvider time;

    internal DocumentDesk(ShardRouter router, UserShards shards, LedgerOptions options)
    {
        (this.router, this.shards) = (router, shards);
        (store, rules, time) = (options.Objects, options.Documents, options.Time);
    }

    /// <summary>Opens what was stored.</summary>
    public required DocumentVault Vault { get; init; }

    /// <summary>Draws what is due; null where no documents are kept.</summary>
    internal DueBatch? Drawing { get; init; }

    /// <summary>The same for users who are being erased, past the check that keeps others out meanwhile.</summary>
    internal DueBatch? ErasureDrawing { get; init; }

    /// <summary>Draws what is due on a shard; null where no documents are kept.</summary>
    public DocumentPass? Pass(Shard shard) => Drawing is null ? null : new DocumentPass(shard, Drawing);

    /// <summary>Destroys what has had its time; null where no documents are kept.</summary>
    public IPass? Retention { get; init; }

    /// <summary>One document as a PDF.</summary>
    public async Task<Outcome<DocumentFile>> FindAsync(
        UserId user, Guid transferId, CancellationToken cancellation)
    {
        var read = await shards.ReadAsync(
            new BookQuery(user, FindSql)
            {
                More = parameters => parameters.Add(new NpgsqlParameter<Guid> { TypedValue = transferId }),
            },
            (row, _) => Task.FromResult(Place.Read(row, new DocumentId(user, transferId))),
            cancellation);
        if (!read.IsDone)
        {
            return read.Refusal;
        }

        try
        {
            return await OpenAsync(read.Value, new DocumentId(user, transferId), cancellation);
        }
        catch (Exception e) when (ShardFailure.IsUnavailable(e))
        {
            return ShardFailure.Unavailable($"{router.Region}/keys", e);
        }
    }

    /// <summary>
    /// Draws every document that is due of one user now, while the user's key is there. Safe to repeat; to be asked
    /// after the erasure was registered, so that nothing becomes due behind it but what the bare id is enough for.
    /// </summary>
    /// <returns>Why some are not drawn yet, to be asked again later; null when all are.</returns>
    /// <exception cref="NpgsqlException">The shard, the register or the key database does not answer.</exception>
    /// <exception cref="Drawing.DrawingUnavailableException">The machine lacks what draws.</exception>
    public async Task<string?> DrawDueAsync(UserId user, CancellationToken cancellation)
    {
        if (ErasureDrawing is null || await router.RouteAsync(user.Number, cancellation) is not { } route)
        {
            return null;
        }

        var node = (route.Shard, route.Shard.PrimaryUnchecked);
        await DueDocuments.NoteAsync(node.PrimaryUnchecked, user.Number, cancellation);
        while (true)
        {
            var progress = await ErasureDrawing.RunAsync(
                node, (user.Number, Guid.Empty), user.Number + 1, cancellation);
            if (progress.SeenCount == 0 || progress.Delay is not null)
            {
                return progress.Delay;
            }
        }
    }

    private async Task<Outcome<DocumentFile>> OpenAsync(Place place, DocumentId id, CancellationToken cancellation)
    {
        if (place.State is not { } state)
        {
            return new Refusal(RefusalCode.TransferUnknown, $"{id.User} has no transfer {id.TransferId}.");
        }

        if (place.Stored is not { } stored)
        {
            return IsOver(rules.KeptUntil(place.BookedAt)) ? Ended(id) : NotDrawn(id, state);
        }

        using var secrets = await Vault.FindAsync(id, stored.RetainUntil, cancellation);
        if (secrets is null || IsOver(stored.RetainUntil))
        {
            return Ended(id);
        }

        var ciphertext = store is null ? null : await store.GetAsync(stored.Object, cancellation);
        if (ciphertext is null || !SHA256.HashData(ciphertext).AsSpan().SequenceEqual(stored.CiphertextHash))
        {
            return new Refusal(
                RefusalCode.Unavailable,
                $"The object store of {router.Region} does not have document {id} as it was stored. Tell the "
                + "operator: ./domicile verify names what is missing.");
        }

        return new DocumentFile(id, DocumentSecrets.Open(secrets.ContentKey, ciphertext, id), stored.RetainUntil);
    }

    private bool IsOver(DateOnly retainUntil) => time.GetUtcNow() >= DocumentPlace.DeletableFrom(retainUntil);

    private static Refusal Ended(DocumentId id) => new(
        RefusalCode.DocumentEnded,
        $"The time until which document {id} was kept is over; it was destroyed, as the law asks.");

    private static Refusal NotDrawn(DocumentId id, TransferState state) => new(
        RefusalCode.DocumentNotDrawn,
        state == TransferState.InTransit
            ? $"Transfer {id.TransferId} is still on its way; its document is drawn when it has come to its end."
            : $"The document of transfer {id.TransferId} is being drawn. Ask again in a few seconds.");

    private sealed record Place(DateTimeOffset BookedAt, TransferState? State, StoredDocument? Stored)
    {
        public static Place Read(NpgsqlDataReader row, DocumentId id)
        {
            if (row.IsDBNull(2))
            {
                return new Place(default, null, null);
            }

            var stored = row.IsDBNull(3)
                ? null
                : new StoredDocument(
                    id, row.GetInt64(3), new ObjectKey(row.GetString(4)), row.GetFieldValue<DateOnly>(5))
                {
                    CiphertextHash = row.GetFieldValue<byte[]>(6),
                    CiphertextSize = row.GetInt32(7),
                    KeyId = row.GetString(8),
                };
            return new Place(row.GetFieldValue<DateTimeOffset>(1), TransferStates.Read(row.GetString(2)), stored);
        }
    }
}
