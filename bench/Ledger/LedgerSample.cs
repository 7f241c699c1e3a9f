namespace Domicile.Bench.Ledger;

/// <summary>One measurement of one rival.</summary>
/// <param name="CpuMicroseconds">Processor time of client and server together for one transfer.</param>
/// <param name="OthersCpu">
/// Processors that other processes used meanwhile; both null where they cannot be known.
/// </param>
public sealed record LedgerSample(
    string Rival,
    int Callers,
    long TransfersPerSecond,
    TimeSpan P50,
    TimeSpan P99,
    long? CpuMicroseconds,
    decimal? OthersCpu);
