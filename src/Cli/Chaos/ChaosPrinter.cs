using System.Globalization;
using Domicile.Cli.Chaos.Faults;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Chaos;

/// <summary>Prints what chaos did and what it found: for people, or one JSON document.</summary>
internal static class ChaosPrinter
{
    // Enough to begin looking for the cause.
    private const int ExampleCountMax = 10;

    public static string Name(FaultKind kind) =>
        string.Concat(kind.ToString().Select((c, place) => char.IsUpper(c) && place > 0 ? $"-{c}" : $"{c}"))
            .ToLowerInvariant();

    public static void Print(ChaosReport report, string folder)
    {
        var table = Terminal.Table("fault", "times");
        table.Columns[1].RightAligned();
        foreach (var (kind, count) in report.FaultCounts)
        {
            table.AddRow(Name(kind), Text($"{count}"));
        }

        Terminal.Out.Write(table);
        var settled = report.Settled;
        Line($"seed                      {report.Options.Seed}");
        Line($"faults                    {report.Faults.Count} in {report.Length.TotalSeconds:0} s");
        Line($"faults a second           {report.FaultsPerSecond:0.00}");
        Line($"acknowledged              {report.Log.AcknowledgedCount:N0}");
        foreach (var (code, count) in report.Log.Refusals.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line($"  refused, {code,-16} {count:N0}");
        }

        Line($"acknowledged and lost     {settled.Comparison.Lost.Count:N0}");
        Line($"lost by promotion, local  {settled.Comparison.LostByPromotion.Count:N0}");
        Line($"booked again by reconcile {settled.Reconciled?.Differences.Count(one => one.IsBooked) ?? 0:N0}");
        Line($"applied twice             {settled.Comparison.Twice.Count:N0}");
        Line($"unbalanced                {report.Unbalanced:N0}");
        Line($"not settled               {report.Unsettled:N0}");
        Line($"read back in time         {report.Readers.Backwards.Count:N0}");
        Line($"  reads                   {report.Readers.ReadCount:N0}");
        Line($"  reads from replicas     {report.Readers.ReplicaCount:N0}");
        Line($"settled in                {settled.Length.TotalSeconds:0.0} s");
        Examples("lost", settled.Comparison.Lost);
        Examples("lost by promotion", [.. settled.Comparison.LostByPromotion.Take(3)]);
        Examples(
            "listed by reconcile",
            [.. (settled.Reconciled?.Differences ?? []).Where(one => !one.IsBooked)
                .Select(one => $"{one.TransferId}: {one.Text}")]);
        Examples("applied twice", settled.Comparison.Twice);
        Examples("not settled", settled.Comparison.Unfinished);
        Examples("read back in time", report.Readers.Backwards);
        Examples("does not run as it should", settled.Unwell);
        Examples("broken", [.. settled.Proof.Broken.Select(result => $"{result.Invariant.Name} on {result.Node}")]);
        Examples("too little happened", report.TooLittle);
        if (!report.IsWhole)
        {
            Console.Out.WriteLine($"The world is kept in {folder}, what callers were told in {report.Log.File}.");
        }
    }

    public static void PrintJson(ChaosReport report, string folder) => Terminal.WriteJson(new
    {
        report.Options.Seed,
        Seconds = report.Length.TotalSeconds,
        Faults = report.FaultCounts.ToDictionary(pair => Name(pair.Key), pair => pair.Value),
        FaultCount = report.Faults.Count,
        report.FaultsPerSecond,
        Acknowledged = report.Log.AcknowledgedCount,
        Refused = report.Log.Refusals,
        Lost = report.Settled.Comparison.Lost.Count,
        LostByPromotion = report.Settled.Comparison.LostByPromotion.Count,
        AppliedTwice = report.Settled.Comparison.Twice.Count,
        report.Unbalanced,
        report.Unsettled,
        SettleSeconds = report.Settled.Length.TotalSeconds,
        ReadBackInTime = report.Readers.Backwards.Count,
        Reads = new
        {
            Count = report.Readers.ReadCount,
            OfReplicas = report.Readers.ReplicaCount,
            LostPositions = report.Readers.LostPositionCount,
            Unanswered = report.Readers.FailureCount,
        },
        report.Promotions,
        ReconciledAgain = report.Settled.Reconciled?.Differences.Count(difference => difference.IsBooked),
        ReconcileListed = report.Settled.Reconciled?.Differences.Count(difference => !difference.IsBooked),
        report.Settled.Unwell,
        report.TooLittle,
        report.IsWhole,
        Broken = report.Settled.Proof.Broken.Select(result => $"{result.Invariant.Name} on {result.Node}"),
        Examples = new
        {
            Lost = report.Settled.Comparison.Lost.Take(ExampleCountMax),
            AppliedTwice = report.Settled.Comparison.Twice.Take(ExampleCountMax),
            Unsettled = report.Settled.Comparison.Unfinished.Take(ExampleCountMax),
            ReadBackInTime = report.Readers.Backwards.Take(ExampleCountMax),
        },
        Folder = folder,
        Log = report.Log.File,
    });

    private static void Examples(string what, IReadOnlyList<string> examples)
    {
        foreach (var example in examples.Take(ExampleCountMax))
        {
            Console.Out.WriteLine($"{what}: {example}");
        }
    }

    private static void Line(FormattableString text) => Console.Out.WriteLine(Text(text));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
