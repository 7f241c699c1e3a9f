using System.CommandLine;
using System.Globalization;
using Domicile.Bench.Audit;
using Domicile.Cli.Output;

namespace Domicile.Cli.Benchmarks;

/// <summary><c>./domicile bench audit</c>: how many documents for auditors are made a second.</summary>
internal static class BenchAuditCommand
{
    private static readonly Option<int?> Documents = NumberOption.Create("--documents", 100, 1_000_000);

    public static Command Create()
    {
        Documents.Description = $"Documents in each measurement [default: {AuditBench.DocumentsDefault}]";
        var command = new ExampledCommand(
            "audit",
            "Measure how many documents are drawn a second, and how many drawn, encrypted and stored; needs no world.",
            "./domicile bench audit",
            "./domicile bench audit --documents 10000 --json")
        {
            Documents,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var report = await AuditBench.RunAsync(
            parsed.GetValue(Documents) ?? AuditBench.DocumentsDefault, TimeProvider.System, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(report);
        }
        else
        {
            Print(report);
        }

        return 0;
    }

    private static void Print(AuditBenchReport report)
    {
        Console.Out.WriteLine(
            Text($"documents/s drawn on {report.Processors} processors: {report.DrawnPerSecond:N0} ")
            + Text($"(aim {AuditBench.DocumentsPerSecondAim:N0} on two); ")
            + Text($"on one thread {report.DrawnPerSecondByOne:N0}; ")
            + Text($"in a second of processor time {report.DrawnPerCpuSecond:N0}"));
        Console.Out.WriteLine(
            Text($"documents/s drawn, encrypted, stored and kept: {report.KeptPerSecond:N0}; ")
            + Text($"{report.BytesPerDocument:N0} bytes each"));
        var others = report.OthersCpu is { } cpu ? Text($"{cpu:0.00}") : "unknown";
        Console.Out.WriteLine($"others' CPUs {others}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
