using Domicile.Cli.Chaos.Faults;
using Domicile.Cli.Chaos.Load;
using Domicile.Cli.Chaos.Proof;

namespace Domicile.Cli.Chaos;

/// <summary>What was done to a world and what became of it.</summary>
internal sealed record ChaosReport(
    ChaosOptions Options,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<Promoted> Promotions,
    TimeSpan Length,
    OutsideLog Log,
    ChaosReaders Readers,
    SettledWorld Settled)
{
    public double FaultsPerSecond => Faults.Count / Math.Max(1, Length.TotalSeconds);

    /// <summary>How often each kind of fault happened.</summary>
    public IReadOnlyDictionary<FaultKind, int> FaultCounts =>
        Enum.GetValues<FaultKind>().ToDictionary(kind => kind, kind => Faults.Count(fault => fault.Kind == kind));

    /// <summary>Rows that break an invariant.</summary>
    public long Unbalanced => Settled.Proof.Broken.Sum(result => result.ViolationCount);

    /// <summary>Transfers that neither ended nor were told of.</summary>
    public int Unsettled => Settled.Comparison.Unfinished.Count + Log.Open.Count;

    /// <summary>What keeps the run from proving anything; empty when enough happened.</summary>
    public IReadOnlyList<string> TooLittle
    {
        get
        {
            var min = Options.CountOfEachMin;
            var missing = FaultCounts.Where(pair => pair.Value < min)
                .Select(pair => $"{pair.Key} happened {pair.Value} times, {min} are needed").ToList();
            if (Log.AcknowledgedCount < Options.AcknowledgedMin)
            {
                missing.Add(
                    $"{Log.AcknowledgedCount} transfers were acknowledged, {Options.AcknowledgedMin} are needed");
            }

            if (FaultsPerSecond < Options.FaultsPerSecondMin)
            {
                missing.Add($"{FaultsPerSecond:0.00} faults a second, {Options.FaultsPerSecondMin:0.0} are needed");
            }

            return missing;
        }
    }

    /// <summary>True when nothing was lost, doubled, out of balance, left over or read backwards.</summary>
    public bool IsWhole => Settled.Comparison.Lost.Count == 0 && Settled.Comparison.Twice.Count == 0
        && Unbalanced == 0 && Unsettled == 0 && Settled.Unwell.Count == 0 && Readers.Backwards.Count == 0;
}
