using System.Globalization;
using Domicile.Cli.Output;
using Domicile.Costs;
using Domicile.Costs.Load;
using Domicile.Costs.Prices;
using Spectre.Console;

namespace Domicile.Cli.Cloud;

/// <summary>The report for people.</summary>
internal static class CostPrinter
{
    /// <summary>Prints it.</summary>
    /// <param name="report">What is said.</param>
    /// <param name="isWhole">True to print each line of the bills.</param>
    public static void Print(CostReport report, bool isWhole)
    {
        PrintServers(report, isWhole);
        PrintRest(report, isWhole);
        PrintWhole(report);
        PrintUnpriced(report);
        PrintDoubts(report);
        foreach (var remark in report.Remarks)
        {
            Console.Error.WriteLine($"domicile: {remark}");
        }
    }

    private static void PrintServers(CostReport report, bool isWhole)
    {
        var workload = report.Comparison.Workload;
        Console.Out.WriteLine(Text($"Servers at {workload.Rate:0.####} requests a second on average ")
            + Text($"({workload.Rate * workload.Pattern.Peak:0.##} at the peak, {workload.Pattern.Name}), ")
            + Text($"{workload.Milliseconds:0.###} ms, {workload.MemoryMegabytes} MB:"));
        var table = Terminal.Table("servers on", "a month", "a day");
        AlignRight(table, 1, 2);
        foreach (var bill in report.Comparison.Bills)
        {
            table.AddRow(bill.Name, Dollars(bill.Usd), Dollars(CostReport.OfDay(bill.Usd)));
        }

        Terminal.Out.Write(table);
        if (isWhole)
        {
            PrintLines([.. report.Comparison.Bills.SelectMany(bill => bill.Lines)], report.Today);
        }

        foreach (var (reason, place) in report.Advice.Reasons.Select((reason, place) => (reason, place)))
        {
            Console.Out.WriteLine(place == 0 ? $"Take {report.Advice.Choice}. {reason}" : reason);
        }
    }

    private static void PrintRest(CostReport report, bool isWhole)
    {
        var table = Terminal.Table("all the rest", "a month at least", "a month at most");
        AlignRight(table, 1, 2);
        foreach (var group in report.Groups())
        {
            table.AddRow(group.Key, Dollars(group.Sum(line => line.Usd)), Dollars(group.Sum(line => line.UsdMost)));
        }

        Terminal.Out.Write(table);
        if (isWhole)
        {
            PrintLines(report.Rest.Lines, report.Today);
        }
    }

    private static void PrintWhole(CostReport report) => Console.Out.WriteLine(
        $"The whole world, with its servers on {report.Advice.Choice}: {Span(report.Usd, report.UsdMost)} a month, "
        + $"{Span(CostReport.OfDay(report.Usd), CostReport.OfDay(report.UsdMost))} a day. A month has "
        + Text($"{Workload.HoursOfMonth} hours. Sums are rounded to the cent when all is added up."));

    private static void PrintUnpriced(CostReport report)
    {
        Console.Out.WriteLine("Not in these sums, and AWS asks money for it:");
        foreach (var unpriced in report.Unpriced)
        {
            Console.Out.WriteLine($"  {unpriced.What}: {unpriced.Why}.");
        }
    }

    private static void PrintLines(IReadOnlyList<BillLine> lines, DateOnly today)
    {
        var table = Terminal.Table("what", "amount", "price", "a month", "at most", "");
        AlignRight(table, 1, 2, 3, 4);
        foreach (var line in lines)
        {
            table.AddRow(
                Markup.Escape(line.Name),
                Text($"{line.Quantity:#,##0.##}"),
                Markup.Escape(Text($"{line.Price.Usd} / {line.Price.Price.Per}")),
                Dollars(line.Usd),
                line.UsdMost == line.Usd ? "" : Dollars(line.UsdMost),
                Why(line.Price, today));
        }

        Terminal.Out.Write(table);
    }

    private static void PrintDoubts(CostReport report)
    {
        if (report.Doubted.Count == 0)
        {
            return;
        }

        Console.Out.WriteLine("Prices that are not to be leaned on. Give AWS's own price lists with --prices FILE:");
        var table = Terminal.Table("price", "USD", "for", "why", "source");
        AlignRight(table, 1);
        var rows = report.Doubted
            .GroupBy(price => (price.Price, Why: Why(price, report.Today)))
            .OrderBy(row => row.Key.Price.Name, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var price = row.Key.Price;
            table.AddRow(
                Markup.Escape(price.Name),
                Markup.Escape(Text($"{price.Usd} / {price.Per}")),
                string.Join(", ", row.Select(use => use.Region)),
                row.Key.Why,
                Markup.Escape(price.Source ?? ""));
        }

        Terminal.Out.Write(table);
    }

    private static string Why(PriceUse price, DateOnly today) =>
        string.Join(", ", price.Doubts(today).Select(doubt => Word(doubt, price)));

    private static string Word(PriceDoubt doubt, PriceUse price) => doubt switch
    {
        PriceDoubt.StandIn => $"price of {price.Price.Region}",
        PriceDoubt.Old => Text($"old: {price.Price.Dated:yyyy-MM-dd}"),
        PriceDoubt.Undated => "undated",
        PriceDoubt.Recalled => "recalled",
        _ => "doubtful",
    };

    private static void AlignRight(Table table, params ReadOnlySpan<int> columns)
    {
        foreach (var column in columns)
        {
            table.Columns[column].RightAligned();
        }
    }

    private static string Span(decimal least, decimal most) =>
        CostReport.Cents(least) == CostReport.Cents(most) ? Dollars(least) : $"{Dollars(least)} to {Dollars(most)}";

    private static string Dollars(decimal usd) => Text($"${CostReport.Cents(usd):#,##0.00}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
