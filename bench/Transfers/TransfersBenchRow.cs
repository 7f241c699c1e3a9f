namespace Domicile.Bench.Transfers;

/// <summary>One rival at one share of transfers between shards.</summary>
/// <param name="CrossShare">Per cent.</param>
/// <param name="Load"><c>full</c>: callers one after the other; <c>half</c>: half of that rate, come what may.</param>
/// <param name="TransfersPerSecond">Completed ones: until the last had come to its end.</param>
/// <param name="LedgerRatio">The ledger's rate divided by this one's; null at half load.</param>
public sealed record TransfersBenchRow(
    int CrossShare,
    string Rival,
    string Load,
    long TransfersPerSecond,
    TimeSpan AnswerP50,
    TimeSpan AnswerP99,
    TimeSpan CompletionP50,
    TimeSpan CompletionP99,
    decimal? LedgerRatio);
