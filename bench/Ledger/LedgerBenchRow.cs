namespace Domicile.Bench.Ledger;

/// <summary>One rival at one number of callers.</summary>
/// <param name="CpuMicroseconds">Processor time of client and server together for one transfer.</param>
/// <param name="OthersCpu">Processors that other processes used meanwhile.</param>
/// <param name="LedgerRatio">The ledger's rate divided by this one's, median of the rounds.</param>
public sealed record LedgerBenchRow(
    int Callers,
    string Rival,
    long TransfersPerSecond,
    TimeSpan P50,
    TimeSpan P99,
    long? CpuMicroseconds,
    decimal? OthersCpu,
    decimal LedgerRatio);
