using System.Globalization;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Privacy.Canary;

/// <summary>Prints what a canary's proof came to, for people.</summary>
internal static class CanaryPrinter
{
    private const int ProblemsMax = 40;

    public static void Print(CanaryReport report)
    {
        var table = Terminal.Table("search", "files", "bytes", "MB/s", "plain", "at institutions", "wrapped keys");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var phase in report.Phases)
        {
            table.AddRow(
                phase.Name,
                Number(phase.Files),
                Number(phase.Bytes),
                Number((long)(phase.Bytes / 1e6 / phase.Seconds)),
                Number(phase.Found.Count),
                Number(phase.AtInstitutions.Count),
                Number(phase.WrappedKeys));
        }

        Terminal.Out.Write(table);
        Console.Out.WriteLine(
            $"{report.User} was used in {report.Calls} calls. A probe was found in "
            + $"{report.Probes - report.ProbesMissed.Count} of {report.Probes} media and forms. "
            + $"{Number(report.BytesRead)} bytes were read.");
        Console.Out.WriteLine(
            $"Before the erasure {report.TrialBefore.Opened.Count} sealed values opened. After erasure and rotation "
            + $"{report.TrialAfter.KeyCount} keys and {report.TrialAfter.GenerationCount} generation were tried on "
            + $"{report.TrialAfter.ValueCount} values: {report.TrialAfter.Opened.Count} opened.");
        foreach (var line in report.Certificate.Kept())
        {
            Console.Out.WriteLine($"The certificate: {line}.");
        }

        foreach (var problem in report.Problems.Take(ProblemsMax))
        {
            Console.Out.WriteLine($"NOT PROVEN: {problem}");
        }

        Console.Out.WriteLine(report.IsProven
            ? "Proven: nothing of the erased user is left that anybody could read, but what the certificate names."
            : $"Not proven, for {report.Problems.Count} reasons.");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
