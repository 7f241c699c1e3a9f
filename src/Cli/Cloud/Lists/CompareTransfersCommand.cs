using System.CommandLine;
using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger.Reconciliation.Lists;
using Domicile.Local.Worlds;
using Spectre.Console;

namespace Domicile.Cli.Cloud.Lists;

/// <summary><c>./domicile aws compare-transfers</c>: both halves of a comparison, without a way to a region.</summary>
internal static class CompareTransfersCommand
{
    private const int Differs = 1;

    private static readonly Argument<FileInfo[]> FilesArgument = new("FILE")
    {
        Description = "Lists of ./domicile aws list-transfers, of the same span",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var command = new ExampledCommand(
            "compare-transfers",
            "Compare regions' lists offline: what stands on one side only, who is right, and what is to be booked.",
            "./domicile aws compare-transfers eu-us.jsonl us-eu.jsonl eu-eu.jsonl",
            "./domicile aws compare-transfers eu-us.jsonl us-eu.jsonl --json > lost.json")
        {
            FilesArgument,
            WorldArguments.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var comparison = new ListComparison();
        try
        {
            foreach (var file in parsed.GetRequiredValue(FilesArgument))
            {
                comparison.Add(file.Name, File.ReadLines(file.FullName));
            }
        }
        catch (InvalidDataException e)
        {
            throw new WorldException($"{e.Message} Nothing was compared.", e);
        }

        var report = comparison.Report();
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(report);
        }
        else
        {
            Print(report);
        }

        return report.Agrees ? 0 : Differs;
    }

    private static void Print(ListComparisonReport report)
    {
        if (report.Differences.Count > 0)
        {
            var table = Terminal.Table("transfer", "payer", "payee", "minor units", "difference");
            foreach (var difference in report.Differences)
            {
                table.AddRow(
                    difference.TransferId.ToString(),
                    difference.Payer,
                    difference.Payee,
                    $"{Number(difference.MinorUnits)} {difference.Asset}",
                    Markup.Escape(difference.Text));
            }

            Terminal.Out.Write(table);
        }

        var folded = report.FoldedCount > 0 ? $" {Number(report.FoldedCount)} may have been folded." : "";
        Console.Out.WriteLine(
            $"{Number(report.ComparedCount)} sides compared; {Number(report.Differences.Count)} differences.{folded}");
        foreach (var list in report.MissingLists)
        {
            Console.Error.WriteLine($"domicile: the list of {list} is missing, so that half was not compared.");
        }

        if (report.YoungCount > 0)
        {
            Console.Error.WriteLine(
                $"domicile: {Number(report.YoungCount)} sides were booked when the other list was made already: list "
                + "the same span again everywhere, and compare again.");
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
