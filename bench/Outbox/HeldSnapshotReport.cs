namespace Domicile.Bench.Outbox;

/// <summary>What a snapshot held open in every database of the node did to the relay.</summary>
/// <param name="Seconds">How long it was held.</param>
/// <param name="FreeRowsPerSecond">The median of rounds before and after.</param>
/// <param name="HeldRowsPerSecond">The median of the rounds in the second half of that time.</param>
/// <param name="SlowdownPercent">Below 0 when it was faster.</param>
public sealed record HeldSnapshotReport(
    int Seconds, long FreeRowsPerSecond, long HeldRowsPerSecond, decimal SlowdownPercent);
