namespace Domicile.Ledger.Objects;

/// <summary>
/// Keeps objects of one region: each is written once, whole or not at all, never changed, and not deleted before its
/// retention has ended. What was answered as stored survives a crash. Safe for any number of callers and processes.
/// </summary>
public interface IObjectStore
{
    /// <summary>Stores an object; safe to repeat.</summary>
    /// <param name="key">Where it is found again.</param>
    /// <param name="bytes">Its content, up to a few megabytes.</param>
    /// <param name="retainUntil">
    /// Before this time nobody can delete it. The first call decides: a repetition changes nothing.
    /// </param>
    /// <param name="cancellation">Cancelled while it is under way, the object may be there or not.</param>
    Task<PutOutcome> PutOnceAsync(
        ObjectKey key, ReadOnlyMemory<byte> bytes, DateTimeOffset retainUntil, CancellationToken cancellation);

    /// <summary>The object's content as it was stored; null when there is none.</summary>
    Task<byte[]?> GetAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>Deletes an object whose retention has ended; safe to repeat.</summary>
    Task<DeleteOutcome> DeleteAsync(ObjectKey key, CancellationToken cancellation);

    /// <summary>
    /// The keys that begin with a text, in no order. What is stored or deleted meanwhile may be listed or not; all else
    /// is listed once.
    /// </summary>
    /// <param name="prefix">Such as <c>documents/</c>; empty for all.</param>
    /// <param name="cancellation">Ends the listing.</param>
    IAsyncEnumerable<ObjectKey> ListAsync(string prefix, CancellationToken cancellation);
}
