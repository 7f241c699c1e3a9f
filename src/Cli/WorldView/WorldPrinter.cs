using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Ledger.Central.World;
using Spectre.Console;

namespace Domicile.Cli.WorldView;

/// <summary>Prints the world's figures for people: sums with their asset's decimals, numbers to the right.</summary>
internal static class WorldPrinter
{
    public static void Print(WorldFigures figures, AssetScales scales)
    {
        Console.Out.WriteLine(figures.AsOf is { } asOf
            ? Text($"As of {asOf:yyyy-MM-dd HH:mm:ss.fff} UTC.")
            : "Some shard has told nothing yet.");
        Write(
            ["region", "asset", "day", "in", "sum in", "out", "sum out", "between", "sum between"],
            figures.Movements.Select(row => new[]
            {
                row.Region, row.Asset, Text($"{row.Day:yyyy-MM-dd}"),
                Text($"{row.InCount}"), scales.Text(row.Region, row.Asset, row.InSum),
                Text($"{row.OutCount}"), scales.Text(row.Region, row.Asset, row.OutSum),
                Text($"{row.BetweenCount}"), scales.Text(row.Region, row.Asset, row.BetweenSum),
            }),
            wordCount: 3);
        Write(
            ["in flight from", "to", "asset", "transfers", "sum"],
            figures.InFlight.Select(row => new[]
            {
                row.From, row.To, row.Asset, Text($"{row.Count}"), scales.Text(row.From, row.Asset, row.Sum),
            }),
            wordCount: 3);
        Write(
            ["region", "users"],
            figures.Users.Select(row => new[] { row.Region, Text($"{row.Count}") }),
            wordCount: 1);
        Write(
            ["shard", "epoch", "batch", "messages behind", "seconds behind"],
            figures.Streams.Select(row => new[]
            {
                row.Shard, Text($"{row.Epoch}"), Text($"{row.Batch}"), Text($"{row.BehindMessages}"),
                row.Behind is { } behind ? Text($"{behind.TotalSeconds:0.0}") : "unknown",
            }),
            wordCount: 1);
    }

    // The first columns are words, the others numbers.
    private static void Write(string[] columns, IEnumerable<string[]> rows, int wordCount)
    {
        var table = Terminal.Table(columns);
        foreach (var column in table.Columns.Skip(wordCount))
        {
            column.Alignment = Justify.Right;
        }

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
