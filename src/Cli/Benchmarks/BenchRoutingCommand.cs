using System.CommandLine;
using System.Globalization;
using Domicile.Bench.Routing;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Benchmarks;

/// <summary><c>./domicile bench routing</c>: what finding a user's shard costs, against two rivals.</summary>
internal static class BenchRoutingCommand
{
    private const int RangeCountMax = 1_000_000;

    private static readonly Option<int?> Ranges = NumberOption.Create("--ranges", 1, RangeCountMax);

    public static Command Create()
    {
        Ranges.Description = $"Key ranges in the map [default: {RoutingBench.RangeCountDefault}]";
        var command = new ExampledCommand(
            "routing",
            "Measure how long it takes to find a user's shard, and what that allocates; needs no world.",
            "./domicile bench routing",
            "./domicile bench routing --ranges 100 --json")
        {
            Ranges,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var report = await RoutingBench.RunAsync(
            parsed.GetValue(Ranges) ?? RoutingBench.RangeCountDefault, TimeProvider.System, cancellation);
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

    private static void Print(RoutingBenchReport report)
    {
        var table = Terminal.Table("rival", "ns/look-up", "bytes/look-up", "of the router's time");
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var row in report.Rows)
        {
            table.AddRow(
                row.Rival, Text($"{row.Nanoseconds:N1}"), Text($"{row.Bytes:0.###}"), Text($"{row.RouterRatio:N2}x"));
        }

        Terminal.Out.Write(table);
        var othersCpu = report.OthersCpu is { } others ? Text($"{others:0.00}") : "unknown";
        Console.Out.WriteLine(Text(
            $"{report.RangeCount:N0} ranges, {report.LookUpCount:N0} look-ups a round in random order, ")
            + Text($"medians of {report.RoundCount} rounds; others' CPUs {othersCpu}."));
        if (!report.IsOptimized)
        {
            Console.Out.WriteLine("Built for debugging: the figures are too high. Build with -c Release.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
