namespace Domicile.Ledger.Audit.Drawing;

/// <summary>
/// Rows one below the other, on as many pages as they need, each page with its head and its foot. Rows are drawn at the
/// end, when the number of pages is known.
/// </summary>
/// <param name="sheets">What is drawn on.</param>
/// <param name="region">Named in each page's head.</param>
internal sealed class SheetFlow(PdfSheets sheets, string region)
{
    public const double Left = 56;
    public const double Width = PdfSheets.Width - (2 * Left);

    /// <summary>A row of one line.</summary>
    public const double Line = 16;

    private const double Top = 92;
    private const double Bottom = PdfSheets.Height - 76;

    private readonly List<(double Height, Action<PdfSheets, double> Draw)> rows = [];

    /// <summary>Stands at the foot of each page.</summary>
    public string Footer { get; init; } = "";

    /// <summary>A row that draws itself at the height on the page that it is given.</summary>
    public void Add(double height, Action<PdfSheets, double> draw) => rows.Add((height, draw));

    /// <summary>A heading with a line below it.</summary>
    public void Section(string heading) => Add(38, (page, y) =>
    {
        page.Text((Left, y + 14), new(heading, TextStyle.Strong, Width), Ink.Black);
        page.Fill((Left, y + 29, Width, 0.6), Ink.Line);
    });

    /// <summary>The height of a row with a text that may take several lines.</summary>
    public double HeightOf(SetText text) => Math.Max(Line, sheets.Measure(text) + 5);

    /// <summary>Draws all pages.</summary>
    public void End()
    {
        var pages = new List<List<(double Y, Action<PdfSheets, double> Draw)>> { new() };
        var y = Top;
        foreach (var (height, draw) in rows)
        {
            if (y + height > Bottom && pages[^1].Count > 0)
            {
                pages.Add([]);
                y = Top;
            }

            pages[^1].Add((y, draw));
            y += height;
        }

        for (var number = 1; number <= pages.Count; number++)
        {
            Frame(number, pages.Count);
            foreach (var (at, draw) in pages[number - 1])
            {
                draw(sheets, at);
            }

            sheets.EndPage();
        }
    }

    private void Frame(int number, int count)
    {
        sheets.Text((Left, 46), new("Domicile", TextStyle.Strong, 200), Ink.Accent);
        sheets.Text(
            (Left + Width - 300, 46), new($"Region {region}", TextStyle.Body, 300) { IsRight = true }, Ink.Grey);
        sheets.Fill((Left, 66, Width, 0.6), Ink.Line);
        sheets.Fill((Left, PdfSheets.Height - 62, Width, 0.6), Ink.Line);
        sheets.Text((Left, PdfSheets.Height - 54), new(Footer, TextStyle.Small, Width - 80), Ink.Grey);
        sheets.Text(
            (Left + Width - 80, PdfSheets.Height - 54),
            new($"Page {number} of {count}", TextStyle.Small, 80) { IsRight = true },
            Ink.Grey);
    }
}
