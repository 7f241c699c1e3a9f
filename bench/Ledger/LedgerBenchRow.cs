namespace Domicile.Bench.Ledger;

/// <summary>One rival at one number of callers.</summary>
/// <param name="LedgerRatio">The ledger's rate divided by this one's, median of the rounds.</param>
public sealed record LedgerBenchRow(
    int Callers,
    string Rival,
    long TransfersPerSecond,
    TimeSpan P50,
    TimeSpan P99,
    decimal? OthersCpu,
    decimal LedgerRatio);
