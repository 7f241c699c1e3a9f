namespace Domicile.Bench.Transfers;

/// <summary>What was measured.</summary>
/// <param name="Killed">What the two-phase rival came to when a shard was killed in the middle of it.</param>
public sealed record TransfersBenchReport(IReadOnlyList<TransfersBenchRow> Rows, KilledRun Killed)
{
    internal static TransfersBenchReport Make(IReadOnlyList<TransfersSample> samples, KilledRun killed) => new(
        [
            .. samples.GroupBy(sample => (sample.CrossShare, sample.Rival, sample.Load)).Select(group =>
                new TransfersBenchRow(
                    group.Key.CrossShare,
                    group.Key.Rival,
                    group.Key.Load,
                    Median(group.Select(sample => sample.TransfersPerSecond)),
                    Median(group.Select(sample => sample.AnswerP50)),
                    Median(group.Select(sample => sample.AnswerP99)),
                    Median(group.Select(sample => sample.CompletionP50)),
                    Median(group.Select(sample => sample.CompletionP99)),
                    group.Key.Load == TransfersSample.Full
                        ? Ratio(samples, group.Key.CrossShare, group.Key.Rival)
                        : null)),
        ],
        killed);

    // Pair by pair, as they were measured one after the other, so that a drift of the machine falls out.
    private static decimal Ratio(IReadOnlyList<TransfersSample> samples, int share, string rival)
    {
        var own = samples.Where(sample => sample is { Rival: TransfersSample.Ledger, Load: TransfersSample.Full }
            && sample.CrossShare == share);
        var other = samples.Where(sample => sample.Load == TransfersSample.Full && sample.Rival == rival
            && sample.CrossShare == share);
        return Math.Round(
            Median(own.Zip(other, (a, b) => (decimal)a.TransfersPerSecond / Math.Max(1, b.TransfersPerSecond))), 2);
    }

    private static T Median<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
