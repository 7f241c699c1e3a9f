using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Domicile.Cli.Import.Reading;
using Domicile.Cli.Output;
using Domicile.Cli.Verification;
using Spectre.Console;

namespace Domicile.Cli.Demo;

/// <summary>Prints what a demo saw: for people as tables and sentences, for programs as one JSON document.</summary>
internal static class DemoPrinter
{
    // For eyes, not for a web page: an apostrophe stays one.
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Print(DemoReport report)
    {
        Console.Out.WriteLine();
        Terminal.Out.Write(Shards(report));
        foreach (var line in Figures(report))
        {
            Console.Out.WriteLine(line);
        }

        foreach (var step in report.Tour)
        {
            Console.Out.WriteLine(
                Text($"  {step.From} -> {step.To}: {step.Amount} {step.State} after {step.Milliseconds:0.0} ms"));
        }

        if (report.Package is { } package)
        {
            Console.Out.WriteLine(Sentence(package));
        }

        if (!report.Proof.IsProven)
        {
            ProofPrinter.Print(report.Proof);
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine("Look at:");
        foreach (var region in report.Regions)
        {
            Console.Out.WriteLine($"  {region.Region}  {region.Url}/docs");
        }

        Console.Out.WriteLine();
        Console.Out.WriteLine("Ask for one user's balance, with a token that opens this book only:");
        Console.Out.WriteLine($"  {report.Curl}");
        if (report.Refusal is { } refusal)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine("Ask a region for another region's user, as its operator, and be refused:");
            Console.Out.WriteLine($"  {refusal.Request}");
            Console.Out.WriteLine($"  HTTP {refusal.Status}");
            Console.Out.WriteLine(
                "  " + JsonSerializer.Serialize(refusal.Problem, Indented).ReplaceLineEndings("\n  "));
        }

        Console.Out.WriteLine();
    }

    public static void PrintJson(DemoReport report, string folder) => Terminal.WriteJson(new
    {
        Folder = folder,
        report.Movements,
        report.Transfers,
        report.Repeated,
        report.BalancesMet,
        report.BalancesExact,
        Seconds = Math.Round(report.Seconds, 2),
        TransfersPerSecond = Math.Round(report.TransfersPerSecond),
        Regions = report.Regions.Select(r => new
        {
            r.Region,
            r.Url,
            Docs = r.Url + "/docs",
            r.Replay.Users,
            r.Replay.Movements,
            r.Replay.Transfers,
            r.Replay.Repeated,
            r.Replay.BalancesMet,
            r.Replay.SumsMet,
            r.Replay.FirstMiss,
        }),
        Asset = CzechBank.Koruna.Code,
        Shards = report.Shards.Select(s => new
        {
            s.Region,
            s.Shard,
            s.Users,
            s.Transfers,
            // As text, as all money in JSON.
            Sum = Text($"{s.Sum}"),
        }),
        report.Tour,
        report.Package,
        Verification = new
        {
            report.Proof.IsProven,
            Rows = report.Proof.Results.Sum(r => r.RowCount),
            Invariants = report.Proof.Invariants.Select(i => new
            {
                Invariant = i.Name,
                Rows = report.Proof.Of(i).Sum(r => r.RowCount),
                Violations = report.Proof.Of(i).Sum(r => r.ViolationCount),
            }),
        },
        report.Curl,
        report.Refusal,
        report.IsProven,
    });

    private static string Sentence(SeenPackage package) => package switch
    {
        { Package: null } => $"no package has reached {package.Institution} yet; ./domicile audit packages says why",
        { IsGood: false } => $"package {package.Package} is not as it was made: {package.Mistakes[0]}",
        _ => $"{package.Institution} has received package {package.Package} with {package.Documents} documents; "
            + "signature, root and every byte are good (./domicile audit)",
    };

    private static Table Shards(DemoReport report)
    {
        var table = Terminal.Table("region", "shard", "users", "transfers", "sum " + CzechBank.Koruna.Code);
        foreach (var column in table.Columns.Skip(2))
        {
            column.RightAligned();
        }

        foreach (var shard in report.Shards)
        {
            table.AddRow(
                shard.Region,
                shard.Shard,
                Text($"{shard.Users:N0}"),
                Text($"{shard.Transfers:N0}"),
                Text($"{shard.Sum:N2}"));
        }

        table.AddRow(
            "all",
            "",
            Text($"{report.Shards.Sum(s => s.Users):N0}"),
            Text($"{report.Shards.Sum(s => s.Transfers):N0}"),
            Text($"{report.Shards.Sum(s => s.Sum):N2}"));
        return table;
    }

    private static IEnumerable<string> Figures(DemoReport report)
    {
        yield return Text($"{report.BalancesMet:N0} of {report.Movements:N0} printed balances met within the bank's ")
            + Text($"rounding, {report.BalancesExact:N0} of them exactly");
        foreach (var miss in report.Regions.Select(r => r.Replay.FirstMiss).Where(m => m is not null))
        {
            yield return $"the first that was not met: {miss}";
        }

        var replays = report.Regions.Select(r => r.Replay).ToList();
        yield return Text($"{replays.Sum(r => r.SumsMet):N0} of {replays.Sum(r => r.Users):N0} ")
            + "wallets hold the exact sum of their movements";
        if (report.Proof.IsProven)
        {
            yield return Text($"verified: all {report.Proof.Invariants.Count} invariants hold, of ")
                + Text($"{report.Proof.Results.Sum(r => r.RowCount):N0} rows (./domicile verify shows each)");
        }

        yield return Text($"{report.Transfers:N0} transfers in {report.Seconds:0.0} s: ")
            + Text($"{report.TransfersPerSecond:N0} transfers/s over HTTP");
        if (report.Repeated > 0)
        {
            yield return Text($"{report.Repeated:N0} of them were there already and were not made again");
        }

        if (report.Tour.Count > 0)
        {
            yield return "one koruna went around the world, from shard to shard and region to region, and came back:";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
