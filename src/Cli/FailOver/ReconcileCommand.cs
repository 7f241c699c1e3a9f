using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger.Reconciliation;
using Spectre.Console;

namespace Domicile.Cli.FailOver;

/// <summary>
/// <c>./domicile reconcile</c>: compares all books with each other after a promotion that lost something.
/// </summary>
internal static class ReconcileCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "reconcile",
            "Compare what books sent and received after a promotion; book again what the other side holds.",
            "./domicile reconcile --json")
        {
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var addresses = WorldArguments.Of(parsed).ReadRunning();

        var report = await ReconcileRun.RunAsync(addresses, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(report);
        }
        else
        {
            Print(report.ComparedCount, report.Differences);
        }

        return report.Differences.All(difference => difference.IsBooked) ? 0 : 1;
    }

    /// <summary>Prints what was compared and what was different, for people.</summary>
    public static void Print(long comparedCount, IReadOnlyList<Difference> differences)
    {
        if (differences.Count > 0)
        {
            var table = Terminal.Table("transfer", "payer", "payee", "minor units", "difference");
            foreach (var difference in differences)
            {
                table.AddRow(
                    difference.TransferId.ToString(),
                    difference.Payer,
                    difference.Payee,
                    $"{difference.MinorUnits.ToString("N0", CultureInfo.InvariantCulture)} {difference.Asset}",
                    Markup.Escape(difference.Text));
            }

            Terminal.Out.Write(table);
        }

        var booked = differences.Count(difference => difference.IsBooked);
        var compared = comparedCount.ToString("N0", CultureInfo.InvariantCulture);
        Console.Out.WriteLine(
            $"{compared} sides compared; {booked} transfers booked again, "
            + $"{differences.Count - booked} for a person to look at.");
    }
}
