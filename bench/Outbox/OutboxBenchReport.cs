namespace Domicile.Bench.Outbox;

/// <summary>What carrying a shard's outbox to the central database came to; medians over rounds.</summary>
/// <param name="RowsPerSecond">From the outbox to the centre's commit, with rows waiting all the time.</param>
/// <param name="RivalRowsPerSecond">The same with a message for each row.</param>
/// <param name="Ratio">The first to the second.</param>
/// <param name="LoadRowsPerSecond">What was written while times were taken.</param>
/// <param name="P50">From a row's commit to the centre's.</param>
/// <param name="OthersCpu">CPUs that others had meanwhile; null where that is not known.</param>
/// <param name="HeldSnapshot">Null when none was held.</param>
/// <param name="HeldWriter">Null when none was held.</param>
public sealed record OutboxBenchReport(
    long RowsPerSecond,
    long RivalRowsPerSecond,
    decimal Ratio,
    long LoadRowsPerSecond,
    TimeSpan P50,
    TimeSpan P99,
    decimal? OthersCpu,
    HeldSnapshotReport? HeldSnapshot,
    HeldWriterReport? HeldWriter);
