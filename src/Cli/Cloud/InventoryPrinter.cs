using Domicile.Aws.Inventory;
using Domicile.Cli.Output;
using Spectre.Console;

namespace Domicile.Cli.Cloud;

/// <summary>Prints an inventory for people and for spreadsheets.</summary>
internal static class InventoryPrinter
{
    /// <summary>One line for all that was refused in an AWS Region, since one policy refuses many things.</summary>
    public static IReadOnlyList<InventoryGap> Fold(IReadOnlyList<InventoryGap> gaps) =>
    [
        .. gaps.GroupBy(gap => (gap.Account, gap.Site)).Select(same => same.First() with
        {
            What = string.Join(", ", same.Select(gap => gap.What)),
        }),
    ];

    /// <summary>Prints a table and what it leaves out.</summary>
    /// <param name="rows">What is printed.</param>
    /// <param name="leftOutCount">Things that are not.</param>
    public static void Print(IReadOnlyList<InventoryRow> rows, int leftOutCount)
    {
        var table = Terminal.Table("account", "site", "kind", "id", "name", "region", "mark", "why");
        foreach (var row in rows)
        {
            table.AddRow(
                row.Account,
                Markup.Escape(row.Site),
                Word(row.Kind),
                Markup.Escape(row.Id),
                Markup.Escape(row.Name),
                Markup.Escape(row.Region),
                Coloured(row.Mark),
                Markup.Escape(row.Why));
        }

        Terminal.Out.Write(table);
        var counts = rows.GroupBy(row => row.Mark)
            .OrderBy(mark => mark.Key)
            .Select(mark => $"{mark.Count()} {Word(mark.Key)}");
        Console.Out.WriteLine(rows.Count == 0 ? "There is nothing." : $"{string.Join(", ", counts)}.");
        if (leftOutCount > 0)
        {
            Console.Out.WriteLine($"{leftOutCount} things that AWS makes in every account are left out; see --all.");
        }
    }

    /// <summary>Prints the rows as RFC 4180 has it.</summary>
    public static void PrintCsv(IReadOnlyList<InventoryRow> rows)
    {
        Line("account", "site", "kind", "id", "name", "region", "stack", "mark", "why");
        foreach (var row in rows)
        {
            var (kind, mark) = (Word(row.Kind), Word(row.Mark));
            Line(row.Account, row.Site, kind, row.Id, row.Name, row.Region, row.Stack, mark, row.Why);
        }
    }

    /// <summary>Says on the error stream what could not be looked at.</summary>
    public static void PrintGaps(IReadOnlyList<InventoryGap> gaps)
    {
        foreach (var gap in gaps)
        {
            var place = gap.Site is null ? gap.Account : $"{gap.Account} {gap.Site}";
            Console.Error.WriteLine($"domicile: not seen in {place}: {gap.What}: {gap.Reason}");
        }
    }

    // A spreadsheet takes what begins like a formula for one; the tags are other people's words.
    private static void Line(params IEnumerable<string> fields) =>
        Console.Out.Write(string.Join(',', fields.Select(Quoted)) + "\r\n");

    private static string Quoted(string field)
    {
        var text = field.Length > 0 && "=+-@\t\r".Contains(field[0], StringComparison.Ordinal) ? "'" + field : field;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Coloured(InventoryMark mark) => mark switch
    {
        InventoryMark.Expected => "[green]expected[/]",
        InventoryMark.Foreign => "[red]foreign[/]",
        InventoryMark.Default => "[grey]default[/]",
        _ => $"[yellow]{Word(mark)}[/]",
    };

    private static string Word(InventoryMark mark) => mark.ToString().ToLowerInvariant();

    private static string Word(ItemKind kind) => kind switch
    {
        ItemKind.SecurityGroup => "security group",
        ItemKind.Vpc => "VPC",
        ItemKind.Cluster => "database cluster",
        ItemKind.Kubernetes => "Kubernetes cluster",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
