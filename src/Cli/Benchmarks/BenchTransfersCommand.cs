using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Domicile.Bench.Transfers;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Benchmarks;

/// <summary>
/// <c>./domicile bench transfers</c>: transfers within and between two shards, against a two-phase commit.
/// </summary>
internal static class BenchTransfersCommand
{
    private static readonly Option<int[]> Cross = new("--cross")
    {
        Description = "Shares of transfers between the shards in per cent, such as 0,10,50,100.",
        DefaultValueFactory = _ => [0, 10, 50, 100],
        CustomParser = ReadShares,
    };

    private static readonly Option<int?> Rounds = NumberOption.Create("--rounds", 1, 100);
    private static readonly Option<int?> Seconds = NumberOption.Create("--seconds", 1, 600);

    public static Command Create()
    {
        Rounds.Description = "How often each is measured; medians are printed [default: 3]";
        Seconds.Description = "How long each is measured in a round [default: 2]";
        var command = new ExampledCommand(
            "transfers",
            "Measure transfers within and between two shards, to the answer and to completion, against a two-phase "
            + "commit.",
            "./domicile bench transfers --cross 0,10,50,100 --json")
        {
            Cross,
            Rounds,
            Seconds,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = new TransfersBenchOptions
        {
            CrossShares = parsed.GetValue(Cross)!,
            Rounds = parsed.GetValue(Rounds) ?? 3,
            Duration = TimeSpan.FromSeconds(parsed.GetValue(Seconds) ?? 2),
        };
        var progress = new Progress<string>(text => Console.Error.WriteLine(text));
        var report = await new TransfersBench(options, TimeProvider.System).RunAsync(progress, cancellation);
        if (parsed.GetValue(WorldArguments.Json))
        {
            Terminal.WriteJson(report);
        }
        else
        {
            Print(report);
        }

        return report.Killed.IsSafe ? 0 : 1;
    }

    private static void Print(TransfersBenchReport report)
    {
        var table = Terminal.Table(
            "cross", "rival", "load", "transfers/s", "answer p50", "p99 ms", "completion p50", "p99 ms", "ledger is");
        foreach (var column in table.Columns.Where((_, index) => index is not (1 or 2)))
        {
            column.RightAligned();
        }

        foreach (var row in report.Rows)
        {
            table.AddRow(
                Text($"{row.CrossShare} %"),
                row.Rival,
                row.Load,
                Text($"{row.TransfersPerSecond:N0}"),
                Text($"{row.AnswerP50.TotalMilliseconds:0.0}"),
                Text($"{row.AnswerP99.TotalMilliseconds:0.0}"),
                Text($"{row.CompletionP50.TotalMilliseconds:0.0}"),
                Text($"{row.CompletionP99.TotalMilliseconds:0.0}"),
                row.LedgerRatio is { } ratio ? Text($"{ratio:0.00}x") : "");
        }

        Terminal.Out.Write(table);
        Console.Out.WriteLine(Text(
            $"Two-phase with a shard killed: {report.Killed.Acknowledged:N0} acknowledged, ")
            + Text($"{report.Killed.Failed:N0} failed, {report.Killed.Recovered} prepared ones ended afterwards, ")
            + Text($"{report.Killed.Debits:N0} debits and {report.Killed.Credits:N0} credits in all runs."));
    }

    private static int[]? ReadShares(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (var part in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var share) || share > 100)
            {
                result.AddError($"--cross takes per cent from 0 to 100 such as 0,10,50,100; '{part}' is none.");
                return null;
            }

            numbers.Add(share);
        }

        return [.. numbers];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
