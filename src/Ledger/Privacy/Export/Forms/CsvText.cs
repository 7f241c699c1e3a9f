using System.Text;

namespace Domicile.Ledger.Privacy.Export.Forms;

/// <summary>
/// Writes lines of CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it:
/// people open exports in spreadsheets, and anybody may have written a payment's reference.
/// </summary>
internal static class CsvText
{
    private static readonly System.Buffers.SearchValues<char> Quoted =
        System.Buffers.SearchValues.Create("\",\r\n");

    public static void Append(StringBuilder line, IEnumerable<ExportCell> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            line.Append(isFirst ? "" : ",").Append(Field(cell));
            isFirst = false;
        }

        line.Append("\r\n");
    }

    private static string Field(ExportCell cell)
    {
        var text = cell.Text ?? "";
        if (cell.Kind == ExportCellKind.Text && IsFormula(text))
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny(Quoted)
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    // Spreadsheets skip white space before they look.
    private static bool IsFormula(string text)
    {
        var begin = text.AsSpan().TrimStart();
        return text.Length > 0 && (text[0] is '\t' or '\r' or '\n' || (begin.Length > 0 && begin[0] is '=' or '+' or '-'
            or '@' or '＝' or '＋' or '－' or '＠'));
    }
}
