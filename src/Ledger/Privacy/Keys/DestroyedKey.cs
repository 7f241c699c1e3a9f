namespace Domicile.Ledger.Privacy.Keys;

/// <summary>What is known of a user's key after its destruction.</summary>
/// <param name="Generation">The generation of the wrapping key that it was wrapped by last.</param>
/// <param name="Fingerprint">
/// As <see cref="KeyFingerprint"/> makes it; null for a key that was made before keys had one.
/// </param>
/// <param name="DestroyedAt">From then on no server could unwrap it any more.</param>
public sealed record DestroyedKey(int Generation, string? Fingerprint, DateTimeOffset DestroyedAt);
