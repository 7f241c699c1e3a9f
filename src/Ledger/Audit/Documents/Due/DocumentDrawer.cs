using System.Security.Cryptography;
using Domicile.Ledger.Assets;
using Domicile.Ledger.Audit.Drawing;
using Domicile.Ledger.Objects;
using Domicile.Ledger.Privacy;
using Domicile.Ledger.Transfers;
using Domicile.Ledger.Users;
using Domicile.Sharding.Topology.Institutions;
using Domicile.Sharding.Users;

namespace Domicile.Ledger.Audit.Documents.Due;

/// <summary>
/// Draws one document that is due, encrypts it and stores it, in this order; whoever repeats that after a crash finds
/// what is stored and keeps it. Lives as long as its ledger; safe for many callers at once.
/// </summary>
/// <param name="region">Whose documents they are.</param>
/// <param name="store">Where they go.</param>
/// <param name="rules">What they show.</param>
internal sealed class DocumentDrawer(string region, IObjectStore store, DocumentRules rules)
{
    public required AssetRegistry Assets { get; init; }

    public required DetailVault Details { get; init; }

    public required ReferenceVault References { get; init; }

    public required DocumentVault Vault { get; init; }

    public required DocumentPens Pens { get; init; }

    /// <exception cref="DrawingUnavailableException">The machine lacks what draws.</exception>
    public async Task<DrawnDocument> DrawAsync(DueDocument due, int rangeId, CancellationToken cancellation)
    {
        var id = new DocumentId(new UserId(region, due.UserNumber), due.TransferId);
        var keptUntil = rules.KeptUntil(due.BookedAt);
        using var secrets = await Vault.MakeAsync(id, keptUntil, cancellation);
        return new DrawnDocument(
            id,
            rangeId,
            due.Postings[0].Number,
            secrets is null ? null : await StoreAsync(due, (id, keptUntil), secrets, cancellation));
    }

    private async Task<StoredDocument> StoreAsync(
        DueDocument due, (DocumentId Id, DateOnly KeptUntil) document, DocumentSecrets secrets,
        CancellationToken cancellation)
    {
        var (id, keptUntil) = document;
        var pdf = Pens.Draw(await ComposeAsync(due, id, keptUntil, cancellation));
        var ciphertext = secrets.Close(pdf, id);
        var key = DocumentPlace.Of(id, keptUntil);
        var outcome = await store.PutOnceAsync(key, ciphertext, DocumentPlace.DeletableFrom(keptUntil), cancellation);
        if (outcome == PutOutcome.Taken)
        {
            // Drawn before a crash, with a name that was changed since or with other fonts: the first one counts, as
            // long as it is this document.
            ciphertext = await store.GetAsync(key, cancellation)
                ?? throw new InvalidOperationException($"The object {key} is there and cannot be read.");
            DocumentSecrets.Open(secrets.ContentKey, ciphertext, id);
        }

        return new StoredDocument(id, due.Postings[0].Number, key, keptUntil)
        {
            CiphertextHash = SHA256.HashData(ciphertext),
            CiphertextSize = ciphertext.Length,
            KeyId = DocumentPlace.KeyIdOf(keptUntil),
        };
    }

    private async Task<DocumentContent> ComposeAsync(
        DueDocument due, DocumentId id, DateOnly keptUntil, CancellationToken cancellation)
    {
        var asset = await Assets.FindAsync(due.Asset, cancellation)
            ?? throw new InvalidOperationException($"The books name the asset {due.Asset}, the register does not.");
        if (!Party.TryParse(due.Counterparty, out var other))
        {
            throw new InvalidOperationException($"Transfer {id} names '{due.Counterparty}', which is nobody.");
        }

        return new DocumentContent(
            id,
            due.IsPayer ? id.User : other,
            due.IsPayer ? other : id.User,
            new Money(due.MinorUnits, asset),
            due.State)
        {
            Refusal = due.Refusal,
            Reference = due.Reference is { } text
                ? await References.FindAsync(id.User, id.TransferId, text, cancellation)
                : null,
            Postings = due.Postings,
            EffectiveAt = due.EffectiveAt,
            KeptUntil = keptUntil,
            Details = await DetailsAsync(due, id.User, cancellation),
        };
    }

    /// <summary>Of an erased user there are none any more.</summary>
    private async Task<IReadOnlyList<DocumentDetail>> DetailsAsync(
        DueDocument due, UserId user, CancellationToken cancellation)
    {
        if (rules.Profile.Count == 0)
        {
            return [];
        }

        var details = await Details.FindAsync(user, due.Details, cancellation) ?? PersonalDetails.None;
        return [.. rules.Profile.Select(detail => detail switch
        {
            ProfileDetail.Name => new DocumentDetail("Name", details.Name),
            ProfileDetail.Email => new DocumentDetail("E-mail", details.Email),
            ProfileDetail.BirthDate => new DocumentDetail("Birth date", details.BirthDate?.ToString("yyyy-MM-dd")),
            _ => throw new InvalidOperationException($"Documents do not know the detail {detail}."),
        })];
    }
}
