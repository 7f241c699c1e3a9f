using Domicile.Ledger.Reconciliation;

namespace Domicile.Local.Restores;

/// <summary>What was done to a restored shard before it was opened; <see cref="RestoreResult"/> explains it.</summary>
internal sealed record MendedShard(
    long ErasureNumber,
    long ErasuresApplied,
    long MovedUserCount,
    long ReopenedUserCount,
    ReconciliationReport Compared,
    string? CentralProblem);
