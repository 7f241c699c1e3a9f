using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger.Central.World;
using Spectre.Console;

namespace Domicile.Cli.WorldView;

/// <summary>Prints the world's figures for people. Sums are in minor units: the centre knows no scales.</summary>
internal static class WorldPrinter
{
    public static void Print(WorldFigures figures)
    {
        Console.Out.WriteLine(figures.AsOf is { } asOf
            ? Text($"As of {asOf:yyyy-MM-dd HH:mm:ss.fff} UTC. Sums are in minor units.")
            : "Some shard has told nothing yet. Sums are in minor units.");
        Write(
            ["region", "asset", "day", "in", "sum in", "out", "sum out", "between", "sum between"],
            figures.Movements.Select(row => new[]
            {
                row.Region, row.Asset, Text($"{row.Day:yyyy-MM-dd}"), Text($"{row.InCount}"), Text($"{row.InSum:0}"),
                Text($"{row.OutCount}"), Text($"{row.OutSum:0}"), Text($"{row.BetweenCount}"),
                Text($"{row.BetweenSum:0}"),
            }));
        Write(
            ["in flight from", "to", "asset", "transfers", "sum"],
            figures.InFlight.Select(row => new[]
            {
                row.From, row.To, row.Asset, Text($"{row.Count}"), Text($"{row.Sum:0}"),
            }));
        Write(["region", "users"], figures.Users.Select(row => new[] { row.Region, Text($"{row.Count}") }));
        Write(
            ["shard", "epoch", "batch", "messages behind", "seconds behind"],
            figures.Streams.Select(row => new[]
            {
                row.Shard, Text($"{row.Epoch}"), Text($"{row.Batch}"), Text($"{row.BehindMessages}"),
                row.Behind is { } behind ? Text($"{behind.TotalSeconds:0.0}") : "unknown",
            }));
    }

    private static void Write(string[] columns, IEnumerable<string[]> rows)
    {
        var table = Terminal.Table(columns);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        if (table.Rows.Count > 0)
        {
            Terminal.Out.Write(table);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
