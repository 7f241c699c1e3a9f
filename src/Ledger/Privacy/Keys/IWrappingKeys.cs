namespace Domicile.Ledger.Privacy.Keys;

/// <summary>
/// The region's key-encryption key by its generations: wraps the keys of users and documents, and is never seen here
/// itself. Files on this machine now, a key service in a cloud. Safe for use by many threads; lives as long as the
/// process, and sees what other processes make and destroy.
/// </summary>
public interface IWrappingKeys
{
    /// <summary>The generations that can still wrap and unwrap, oldest first.</summary>
    ValueTask<IReadOnlyList<WrappingGeneration>> ListAsync(CancellationToken cancellation);

    /// <summary>Wraps a key.</summary>
    /// <param name="generation">One that is there.</param>
    /// <param name="key">The key; not kept.</param>
    /// <param name="place">Whose key it is: it unwraps for the same place only.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="WrappingKeyMissingException">There is no such generation, or it was destroyed.</exception>
    ValueTask<byte[]> WrapAsync(
        int generation, ReadOnlyMemory<byte> key, string place, CancellationToken cancellation);

    /// <summary>Unwraps a key.</summary>
    /// <param name="generation">The one that wrapped it.</param>
    /// <param name="wrapped">What <see cref="WrapAsync"/> returned.</param>
    /// <param name="place">The place that it was wrapped for.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>32 bytes on the pinned heap; the caller zeroes them.</returns>
    /// <exception cref="WrappingKeyMissingException">There is no such generation, or it was destroyed.</exception>
    /// <exception cref="SealBrokenException">It was changed, or wrapped by another key or place.</exception>
    ValueTask<byte[]> UnwrapAsync(
        int generation, ReadOnlyMemory<byte> wrapped, string place, CancellationToken cancellation);

    /// <summary>Makes a generation, or finds it when it was made before. It is durable when this returns.</summary>
    ValueTask<WrappingGeneration> MakeAsync(int generation, CancellationToken cancellation);

    /// <summary>
    /// The longest time between <see cref="DestroyAsync"/> and the moment from which nobody can bring the generation
    /// back any more; zero where they are one.
    /// </summary>
    TimeSpan DestructionMax { get; }

    /// <summary>
    /// Destroys a generation for good: from now on it wraps and unwraps nothing. Safe to repeat; finishes what an
    /// earlier call began.
    /// </summary>
    /// <returns>From when on nobody can bring it back, at the latest: now, or after a time to wait.</returns>
    ValueTask<DateTimeOffset> DestroyAsync(int generation, CancellationToken cancellation);
}
