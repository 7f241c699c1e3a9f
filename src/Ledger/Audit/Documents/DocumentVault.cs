using Domicile.Ledger.Privacy.Keys.Documents;

namespace Domicile.Ledger.Audit.Documents;

/// <summary>
/// Gives each document what encrypts it, as long as the key of the month lives in which its time ends. Lives as long as
/// its keys.
/// </summary>
/// <param name="keys">The keys of the months; the caller's.</param>
public sealed class DocumentVault(DocumentKeys keys)
{
    /// <summary>For a document that is drawn now; null when its time is over. Dispose it after use.</summary>
    /// <param name="id">Whose side of which transfer.</param>
    /// <param name="retainUntil">The last day on which the document can be read.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="Npgsql.NpgsqlException">The key database does not answer.</exception>
    public async ValueTask<DocumentSecrets?> MakeAsync(
        DocumentId id, DateOnly retainUntil, CancellationToken cancellation)
    {
        using var key = await keys.FindOrMakeAsync(retainUntil, cancellation);
        return key is null ? null : new DocumentSecrets(key.Bytes, id);
    }

    /// <summary>For a document that was drawn before; null when its time is over. Dispose it after use.</summary>
    /// <inheritdoc cref="MakeAsync"/>
    public async ValueTask<DocumentSecrets?> FindAsync(
        DocumentId id, DateOnly retainUntil, CancellationToken cancellation)
    {
        using var key = await keys.FindAsync(retainUntil, cancellation);
        return key is null ? null : new DocumentSecrets(key.Bytes, id);
    }
}
