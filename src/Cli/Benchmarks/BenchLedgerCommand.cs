using System.CommandLine;
using System.Globalization;
using Domicile.Bench.Ledger;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Benchmarks;

/// <summary>
/// <c>./domicile bench ledger</c>: transfers on one durable shard, against a textbook and one call each.
/// </summary>
internal static class BenchLedgerCommand
{
    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "How often each is measured; medians are printed.",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<int?> Seconds = NumberOption.Create("--seconds", 1, 600);

    private static readonly Option<int[]> Callers = new("--callers")
    {
        Description = "Concurrent callers, such as 1,8,64.",
        DefaultValueFactory = _ => [1, 8, 64],
        CustomParser = result => ReadCallers(result),
    };

    public static Command Create()
    {
        Seconds.Description = "How long each is measured in a round [default: 1.5]";
        var command = new ExampledCommand(
            "ledger",
            "Measure durable transfers on one shard: a textbook transaction, one call each, and the ledger, "
            + "interleaved.",
            "./domicile bench ledger --json",
            "./domicile bench ledger --callers 64 --rounds 5")
        {
            Rounds,
            Callers,
            Seconds,
            WorldArguments.Json,
        };
        Rounds.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && (!int.TryParse(token.Value, out var rounds) || rounds is < 1 or > 100))
            {
                result.AddError("--rounds is a number from 1 to 100.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new LedgerBenchOptions
        {
            Rounds = parsed.GetValue(Rounds),
            Callers = parsed.GetValue(Callers)!,
            Duration = TimeSpan.FromSeconds(parsed.GetValue(Seconds) ?? 1.5),
        };
        var progress = new Progress<string>(text => Console.Error.WriteLine(text));
        var report = await new LedgerBench(options, TimeProvider.System).RunAsync(progress, cancellation);
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

    private static void Print(LedgerBenchReport report)
    {
        Console.Out.WriteLine(string.Join(", ", report.Settings.Select(setting => $"{setting.Key} = {setting.Value}")));
        var table = Terminal.Table(
            "callers", "rival", "transfers/s", "p50 ms", "p99 ms", "CPU µs/transfer", "others' CPUs", "ledger is");
        foreach (var column in table.Columns.Where((_, index) => index != 1))
        {
            column.RightAligned();
        }

        foreach (var row in report.Rows)
        {
            table.AddRow(
                Text($"{row.Callers}"),
                row.Rival,
                Text($"{row.TransfersPerSecond:N0}"),
                Text($"{row.P50.TotalMilliseconds:0.00}"),
                Text($"{row.P99.TotalMilliseconds:0.00}"),
                row.CpuMicroseconds is { } cpu ? Text($"{cpu}") : "unknown",
                row.OthersCpu is { } others ? Text($"{others:0.00}") : "unknown",
                Text($"{row.LedgerRatio:0.00}x"));
        }

        Terminal.Out.Write(table);
        Console.Out.WriteLine(
            "Medians of the rounds. The ratios compare neighbours in time; others' CPUs near 0 make the rates "
            + "comparable.");
    }

    private static int[]? ReadCallers(System.CommandLine.Parsing.ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (var part in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var callers)
                || callers is < 1 or > 1000)
            {
                result.AddError($"--callers takes numbers from 1 to 1000 such as 1,8,64; '{part}' is none.");
                return null;
            }

            numbers.Add(callers);
        }

        return [.. numbers];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
