using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger.Verification;
using Spectre.Console;

namespace Domicile.Cli.Verification;

/// <summary>Prints what a verification saw: a line an invariant, then each violation; or one JSON document.</summary>
internal static class ProofPrinter
{
    public static void Print(VerificationReport report)
    {
        var table = Terminal.Table("invariant", "rows", "looked at on", "result");
        table.Columns[1].RightAligned();
        table.Columns[2].NoWrap = false;
        foreach (var invariant in report.Invariants)
        {
            var results = report.Of(invariant).ToList();
            table.AddRow(
                invariant.Name,
                Rows(results.Sum(result => result.RowCount)),
                Markup.Escape(string.Join("  ", results.Select(result => $"{result.Node} {Rows(result.RowCount)}"))),
                Verdict(results));
        }

        Terminal.Out.Write(table);
        foreach (var result in report.Broken)
        {
            PrintViolations(result);
        }

        Console.Out.WriteLine(Summary(report));
    }

    public static void PrintJson(VerificationReport report, string folder) => Terminal.WriteJson(new
    {
        Folder = folder,
        report.IsProven,
        Invariants = Shape(report),
    });

    /// <summary>Invariants with what was seen of them, as programs read them.</summary>
    public static IEnumerable<object> Shape(VerificationReport report) => report.Invariants.Select(invariant => new
    {
        Invariant = invariant.Name,
        invariant.Promise,
        Rows = report.Of(invariant).Sum(result => result.RowCount),
        Violations = report.Of(invariant).Sum(result => result.ViolationCount),
        Nodes = report.Of(invariant).Select(result => new
        {
            result.Node,
            Rows = result.RowCount,
            ViolationCount = result.ViolationCount,
            result.Violations,
        }),
    });

    private static void PrintViolations(InvariantResult result)
    {
        Console.Out.WriteLine($"{result.Invariant.Name} is broken on {result.Node}: {result.Invariant.Promise}");
        foreach (var violation in result.Violations)
        {
            Console.Out.WriteLine($"  {violation.Row}: {violation.Mistake}");
        }

        if (result.ViolationCount > result.Violations.Count)
        {
            Console.Out.WriteLine($"  and {Rows(result.ViolationCount - result.Violations.Count)} more");
        }
    }

    private static string Summary(VerificationReport report)
    {
        if (report.IsProven)
        {
            return $"All {report.Invariants.Count} invariants hold.";
        }

        var broken = report.Broken.Select(result => result.Invariant).Distinct().Count();
        var unproven = report.Unproven.Count;
        return $"{broken} of {report.Invariants.Count} invariants are broken"
            + (unproven == 0 ? "." : $", and {unproven} had nothing to check: no rows prove nothing.");
    }

    private static string Verdict(List<InvariantResult> results) =>
        (results.Sum(result => result.RowCount), results.Sum(result => result.ViolationCount)) switch
        {
            (_, > 0 and var count) => $"[red]{Rows(count)} broken[/]",
            (0, _) => "[yellow]nothing to check[/]",
            _ => "[green]holds[/]",
        };

    // A node without a row proves nothing, and shows it.
    private static string Rows(long count) => count == 0 ? "-" : count.ToString("N0", CultureInfo.InvariantCulture);
}
