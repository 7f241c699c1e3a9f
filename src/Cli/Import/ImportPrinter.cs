using System.Globalization;
using Domicile.Cli.Import.Reading;
using Domicile.Cli.Import.Replay;
using Domicile.Cli.Output;

namespace Domicile.Cli.Import;

/// <summary>What an import says: to people in sentences, to programs in one JSON document.</summary>
internal static class ImportPrinter
{
    /// <summary>Mistakes go to the error stream, a line each; nothing was written anywhere.</summary>
    public static void PrintMistakes(string folder, LineMistakes mistakes, bool json)
    {
        foreach (var mistake in mistakes.Kept)
        {
            Console.Error.WriteLine($"domicile: {mistake}");
        }

        var count = mistakes.Count == 1 ? "1 mistake" : Text($"{mistakes.Count:N0} mistakes");
        var shown = mistakes.Count > mistakes.Kept.Count ? Text($", of which {mistakes.Kept.Count} are shown") : "";
        Console.Error.WriteLine(
            $"domicile: {count} in {folder}{shown}. Nothing was imported: correct the files and try again.");
        if (json)
        {
            Terminal.WriteJson(new { Imported = false, MistakeCount = mistakes.Count, Mistakes = mistakes.Kept });
        }
    }

    public static void PrintReport(ReplayReport report, string? balancesFile, bool json)
    {
        if (json)
        {
            Terminal.WriteJson(new
            {
                Imported = true,
                report.Region,
                report.Users,
                report.Movements,
                report.Transfers,
                report.Repeated,
                report.ZeroAmounts,
                report.BalancesMet,
                report.BalancesExact,
                report.FirstMiss,
                report.SumsMet,
                report.MinimumsLowered,
                Seconds = Math.Round(report.Seconds, 2),
                TransfersPerSecond = Math.Round(report.TransfersPerSecond),
                BalancesFile = balancesFile,
                report.Accounts,
            });
            return;
        }

        foreach (var line in Lines(report))
        {
            Console.Out.WriteLine(line);
        }

        if (balancesFile is not null)
        {
            Console.Out.WriteLine($"  balances written to {balancesFile}");
        }
    }

    /// <summary>What to do after an import that did not come to its end.</summary>
    public static string HowToGoOn(ReplayProgress progress) =>
        Text($"{progress.DoneCount:N0} of {progress.TotalCount:N0} movements are in {progress.Region}. ")
        + "Run the same command again: it goes on from there and doubles nothing.";

    private static IEnumerable<string> Lines(ReplayReport report)
    {
        yield return Text(
            $"{report.Region}: {report.Users:N0} users, {report.Transfers:N0} transfers in {report.Seconds:0.0} s ")
            + Text($"({report.TransfersPerSecond:N0}/s)");
        if (report.Repeated > 0)
        {
            yield return Text($"  {report.Repeated:N0} of them were there already and were not made again");
        }

        if (report.ZeroAmounts > 0)
        {
            yield return Text($"  {report.ZeroAmounts:N0} movements of 0.00 change nothing and were not sent");
        }

        yield return Text($"  {report.BalancesMet:N0} of {report.Movements:N0} printed balances met within the bank's ")
            + Text($"rounding, {report.BalancesExact:N0} of them exactly");
        if (report.FirstMiss is not null)
        {
            yield return $"  the first that was not met: {report.FirstMiss}";
        }

        yield return Text($"  {report.SumsMet:N0} of {report.Users:N0} wallets hold the exact sum of their movements");
        if (report.MinimumsLowered > 0)
        {
            yield return Text($"  {report.MinimumsLowered:N0} wallets may go below 0, because the bank had let them");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
