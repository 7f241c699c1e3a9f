using Domicile.Ledger.Audit.Documents;
using Domicile.Ledger.Transfers;

namespace Domicile.Ledger.Audit.Drawing;

/// <summary>
/// What a document looks like: an A4 page, or more when free texts are long. Same content, same bytes, as long as the
/// machine's fonts and drawing libraries are the same.
/// </summary>
internal static class DocumentSheet
{
    private const double LabelWidth = 118;
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss.ffffff 'UTC'";

    public static byte[] Draw(TypeSetter setter, DocumentContent content)
    {
        using var sheets = new PdfSheets(setter, $"Transfer {content.Id}", content.Postings[^1].BookedAt);
        var flow = new SheetFlow(sheets, content.Id.User.Region)
        {
            Footer = $"Kept until {content.KeptUntil:yyyy-MM-dd}. Shows personal details of {content.Id.User} only.",
        };
        Head(flow, content);
        Facts(flow, content);
        Postings(flow, content);
        Details(flow, content);
        flow.End();
        return sheets.Finish();
    }

    private static void Head(SheetFlow flow, DocumentContent content)
    {
        flow.Add(24, (sheets, y) => sheets.Text((SheetFlow.Left, y), Wide("Transfer", TextStyle.Title), Ink.Black));
        flow.Add(26, (sheets, y) => sheets.Text(
            (SheetFlow.Left, y), Wide($"Document {content.Id}", TextStyle.Label), Ink.Grey));
        flow.Add(72, (sheets, y) => Panel(sheets, y, content));
    }

    private static void Panel(PdfSheets sheets, double y, DocumentContent content)
    {
        sheets.Fill((SheetFlow.Left, y, SheetFlow.Width, 58), Ink.Pale);
        sheets.Fill((SheetFlow.Left, y, 3, 58), Ink.Accent);
        var said = content.State == TransferState.Refunded ? "Amount, given back" : "Amount";
        sheets.Text((SheetFlow.Left + 16, y + 9), new(said, TextStyle.Label, 300), Ink.Grey);
        sheets.Text(
            (SheetFlow.Left + 16, y + 21),
            new($"{content.Amount} {content.Amount.Asset.Code}", TextStyle.Figure, SheetFlow.Width - 140),
            Ink.Black);
        var right = SheetFlow.Left + SheetFlow.Width - 116;
        sheets.Text((right, y + 9), new("State", TextStyle.Label, 100) { IsRight = true }, Ink.Grey);
        sheets.Text((right, y + 26), new(StateOf(content), TextStyle.Strong, 100) { IsRight = true }, Ink.Black);
    }

    private static void Facts(SheetFlow flow, DocumentContent content)
    {
        flow.Section("What was booked");
        Fact(flow, "Transfer", content.Id.TransferId.ToString("D"));
        Fact(flow, "Payer", PartyOf(content.From));
        Fact(flow, "Payee", PartyOf(content.To));
        FreeText(flow, "Reference", content.Reference);
        Fact(flow, "Booked", content.Postings[0].BookedAt.UtcDateTime.ToString(TimeForm));
        Fact(flow, "Effective", content.EffectiveAt.UtcDateTime.ToString(TimeForm));
        Fact(flow, "Ended", content.Postings[^1].BookedAt.UtcDateTime.ToString(TimeForm));
        if (content.Refusal is { } refusal)
        {
            Fact(flow, "Given back because", refusal);
        }
    }

    private static void Postings(SheetFlow flow, DocumentContent content)
    {
        flow.Section($"Postings in the book of {content.Id.User}");
        PostingRow(flow, TextStyle.Label, ["Number", "Booked", "Debit", "Credit", "Amount"]);
        foreach (var posting in content.Postings)
        {
            PostingRow(
                flow,
                TextStyle.Body,
                [
                    $"{posting.Number}", posting.BookedAt.UtcDateTime.ToString(TimeForm), posting.Debit, posting.Credit,
                    $"{content.Amount} {content.Amount.Asset.Code}",
                ]);
        }
    }

    private static void PostingRow(SheetFlow flow, TextStyle style, string[] cells) =>
        flow.Add(SheetFlow.Line, (sheets, y) =>
        {
            double[] widths = [56, 176, 66, 66, SheetFlow.Width - 364];
            var x = SheetFlow.Left;
            for (var i = 0; i < cells.Length; i++)
            {
                var ink = style == TextStyle.Label ? Ink.Grey : Ink.Black;
                sheets.Text((x, y), new(cells[i], style, widths[i]) { IsRight = i == cells.Length - 1 }, ink);
                x += widths[i];
            }
        });

    private static void Details(SheetFlow flow, DocumentContent content)
    {
        if (content.Details.Count == 0)
        {
            return;
        }

        flow.Section($"Details of {content.Id.User}");
        foreach (var detail in content.Details)
        {
            FreeText(flow, detail.Label, detail.Text);
        }
    }

    private static void Fact(SheetFlow flow, string label, string value) =>
        flow.Add(SheetFlow.Line, (sheets, y) => Pair(sheets, y, label, (value, Ink.Black)));

    // What people wrote may take any number of lines, and of any height.
    private static void FreeText(SheetFlow flow, string label, string? value)
    {
        var shown = value is null ? ("none", Ink.Grey) : (value, Ink.Black);
        var height = value is null ? SheetFlow.Line : flow.HeightOf(Value(value));
        flow.Add(height, (sheets, y) => Pair(sheets, y, label, shown));
    }

    private static void Pair(PdfSheets sheets, double y, string label, (string Text, Ink Ink) value)
    {
        sheets.Text((SheetFlow.Left, y), new(label, TextStyle.Body, LabelWidth - 8), Ink.Grey);
        sheets.Text((SheetFlow.Left + LabelWidth, y), Value(value.Text), value.Ink);
    }

    private static SetText Value(string text) => new(text, TextStyle.Body, SheetFlow.Width - LabelWidth);

    private static SetText Wide(string text, TextStyle style) => new(text, style, SheetFlow.Width);

    private static string PartyOf(Party party) => party.IsExternal ? "the world outside" : party.ToString();

    private static string StateOf(DocumentContent content) =>
        content.State == TransferState.Refunded ? "refunded" : "completed";
}
