using System.CommandLine;
using System.Globalization;
using Domicile.Bench.Outbox;
using Domicile.Cli.Output;

namespace Domicile.Cli.Benchmarks;

/// <summary><c>./domicile bench outbox</c>: how fast what happens in a shard comes to the central database.</summary>
internal static class BenchOutboxCommand
{
    private static readonly Option<int?> Rows = NumberOption.Create("--rows", 1_000, 10_000_000);
    private static readonly Option<int?> Rounds = NumberOption.Create("--rounds", 1, 100);
    private static readonly Option<int?> Seconds = NumberOption.Create("--seconds", 1, 600);
    private static readonly Option<int?> HeldSnapshot = NumberOption.Create("--held-snapshot", 1, 3_600);
    private static readonly Option<int?> HeldWriter = NumberOption.Create("--held-writer", 1, 3_600);

    public static Command Create()
    {
        Rows.Description = $"Rows in each round [default: {OutboxBenchOptions.RowsDefault}]";
        Rounds.Description = $"Rounds [default: {OutboxBenchOptions.RoundsDefault}]";
        Seconds.Description = $"Seconds at half load [default: {OutboxBenchOptions.SecondsDefault}]";
        HeldSnapshot.Description = "Hold a snapshot open for so many seconds, and say how much slower it gets";
        HeldWriter.Description = "Hold a writer open for so many seconds, and say how far behind it is after that";
        var command = new ExampledCommand(
            "outbox",
            "Measure how many rows of a shard's outbox come to the central database, and how soon; needs no world.",
            "./domicile bench outbox",
            "./domicile bench outbox --held-snapshot 300 --held-writer 60")
        {
            Rows,
            Rounds,
            Seconds,
            HeldSnapshot,
            HeldWriter,
            WorldArguments.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var report = await OutboxBench.RunAsync(
            new OutboxBenchOptions
            {
                Rows = parsed.GetValue(Rows) ?? OutboxBenchOptions.RowsDefault,
                Rounds = parsed.GetValue(Rounds) ?? OutboxBenchOptions.RoundsDefault,
                Seconds = parsed.GetValue(Seconds) ?? OutboxBenchOptions.SecondsDefault,
                HeldSnapshotSeconds = parsed.GetValue(HeldSnapshot) ?? 0,
                HeldWriterSeconds = parsed.GetValue(HeldWriter) ?? 0,
            },
            TimeProvider.System,
            cancellation);
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

    private static void Print(OutboxBenchReport report)
    {
        Console.Out.WriteLine(Text(
            $"messages/s from outbox to centre: {report.RowsPerSecond:N0} (aim {OutboxBench.RowsPerSecondAim:N0}); ")
            + Text($"one by one {report.RivalRowsPerSecond:N0}, so {report.Ratio:N1} times as many"));
        Console.Out.WriteLine(Text(
            $"commit to centre at {report.LoadRowsPerSecond:N0}/s: p50 {report.P50.TotalMilliseconds:N1} ms, ")
            + Text($"p99 {report.P99.TotalMilliseconds:N1} ms (aim 250)"));
        if (report.HeldSnapshot is { } snapshot)
        {
            Console.Out.WriteLine(
                Text($"with a snapshot held for {snapshot.Seconds} s: {snapshot.HeldRowsPerSecond:N0}/s, without ")
                + Text($"{snapshot.FreeRowsPerSecond:N0}/s: {Slower(snapshot.SlowdownPercent)} (aim: < 20 % slower)"));
        }

        if (report.HeldWriter is { } writer)
        {
            Console.Out.WriteLine(
                Text($"after a writer held for {writer.Seconds} s at {writer.LoadRowsPerSecond:N0}/s: ")
                + Text($"{writer.SecondsBehind:0.00} s behind (aim: at most 2); held back by ")
                + (writer.HeldBackBy ?? "nobody that it could name"));
        }

        var others = report.OthersCpu is { } cpu ? Text($"{cpu:0.00}") : "unknown";
        Console.Out.WriteLine($"others' CPUs {others}");
    }

    private static string Slower(decimal percent) =>
        Text($"{Math.Abs(percent):0.0} % {(percent < 0 ? "faster" : "slower")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
