namespace Domicile.Bench.Ledger;

/// <summary>Medians over the rounds, and what the ledger is to its rivals.</summary>
/// <param name="Settings">From <c>pg_settings</c>: what a commit waits for.</param>
/// <param name="Rows">One a rival and number of callers.</param>
public sealed record LedgerBenchReport(
    IReadOnlyDictionary<string, string> Settings, IReadOnlyList<LedgerBenchRow> Rows)
{
    internal static LedgerBenchReport Make(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<LedgerSample> samples)
    {
        var rows = samples
            .GroupBy(sample => (sample.Callers, sample.Rival))
            .Select(group => new LedgerBenchRow(
                group.Key.Callers,
                group.Key.Rival,
                Median(group.Select(sample => sample.TransfersPerSecond)),
                Median(group.Select(sample => sample.P50)),
                Median(group.Select(sample => sample.P99)),
                MedianOrNull(group.Select(sample => sample.CpuMicroseconds)),
                MedianOrNull(group.Select(sample => sample.OthersCpu)),
                Ratio(samples, group.Key.Callers, group.Key.Rival)))
            .ToList();
        return new LedgerBenchReport(settings, rows);
    }

    // Pair by pair, as they were measured one after the other, so that a drift of the machine falls out.
    private static decimal Ratio(IReadOnlyList<LedgerSample> samples, int callers, string rival)
    {
        var ledger = samples.Where(sample => sample.Callers == callers && sample.Rival == "ledger");
        var other = samples.Where(sample => sample.Callers == callers && sample.Rival == rival);
        return Math.Round(
            Median(ledger.Zip(other, (a, b) => (decimal)a.TransfersPerSecond / Math.Max(1, b.TransfersPerSecond))), 2);
    }

    private static T? MedianOrNull<T>(IEnumerable<T?> values)
        where T : struct
    {
        var known = values.OfType<T>().ToArray();
        return known.Length == 0 ? null : Median(known);
    }

    private static T Median<T>(IEnumerable<T> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
