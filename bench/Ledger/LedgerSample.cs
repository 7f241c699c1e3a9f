namespace Domicile.Bench.Ledger;

/// <summary>One measurement of one rival.</summary>
/// <param name="OthersCpu">Processors that other processes used meanwhile; null where it cannot be known.</param>
public sealed record LedgerSample(
    string Rival, int Callers, long TransfersPerSecond, TimeSpan P50, TimeSpan P99, decimal? OthersCpu);
