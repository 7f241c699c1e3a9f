namespace Domicile.Bench.Transfers;

/// <summary>One measurement of one rival.</summary>
internal sealed record TransfersSample(int CrossShare, string Rival, string Load, long TransfersPerSecond)
{
    public const string Ledger = "ledger";
    public const string TwoPhase = "two-phase";
    public const string Full = "full";
    public const string Half = "half";

    public TimeSpan AnswerP50 { get; init; }

    public TimeSpan AnswerP99 { get; init; }

    public TimeSpan CompletionP50 { get; init; }

    public TimeSpan CompletionP99 { get; init; }
}
