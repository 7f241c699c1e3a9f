using Domicile.Ledger.Reconciliation;

namespace Domicile.Local.Restores;

/// <summary>What a restore came to.</summary>
/// <param name="Shard">Such as <c>eu/s1</c>.</param>
/// <param name="Backup">What it was restored from.</param>
/// <param name="MadeAt">When that was made: what came later is lost, but for what its peers had.</param>
/// <param name="Epoch">The shard's generation from now on.</param>
/// <param name="ErasureNumber">How far the shard has applied the erasure register.</param>
/// <param name="ErasuresApplied">How many of them were not in the backup.</param>
/// <param name="MovedUserCount">Users whose rows were removed, because another shard has them by now.</param>
/// <param name="ReopenedUserCount">Users made since, whose books were opened again, empty and without details.</param>
/// <param name="ComparedCount">Sides of transfers between users that were compared.</param>
/// <param name="Differences">What was booked again, and what a person has to look at.</param>
/// <param name="CentralProblem">Why the central database was not told; null when it was.</param>
public sealed record RestoreResult(
    string Shard,
    string Backup,
    DateTimeOffset MadeAt,
    int Epoch,
    long ErasureNumber,
    long ErasuresApplied,
    long MovedUserCount,
    long ReopenedUserCount,
    long ComparedCount,
    IReadOnlyList<Difference> Differences,
    string? CentralProblem);
