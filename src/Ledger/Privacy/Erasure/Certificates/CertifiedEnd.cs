namespace Domicile.Ledger.Privacy.Erasure.Certificates;

/// <summary>
/// When no copy is left from which anybody, with all that the region has, could open something: the later of two days.
/// </summary>
/// <param name="At">The later one, UTC; at the latest.</param>
/// <param name="BackupsGoneAt">The last backup that holds the wrapped key is destroyed.</param>
/// <param name="GenerationGoneAt">
/// The generation of the wrapping key that had wrapped it is destroyed, by then or sooner.
/// </param>
public sealed record CertifiedEnd(DateTimeOffset At, DateTimeOffset BackupsGoneAt, DateTimeOffset GenerationGoneAt);
